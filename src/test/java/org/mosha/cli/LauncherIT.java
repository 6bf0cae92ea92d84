package org.mosha.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An installed {@code bin/mosha} with a script in the place of {@code java}. */
class LauncherIT {
    @TempDir
    Path dir;

    private final Map<String, String> environment = new HashMap<>();
    private Path home;
    private Path jdk;

    @BeforeEach
    void install() throws IOException {
        home = dir.resolve("a home");
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib"));
        Files.copy(Path.of("bin/mosha"), home.resolve("bin/mosha"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createFile(home.resolve("lib/mosha.jar"));
        jdk = jdk("a jdk", "17.0.1", "exit 0");
        environment.put("JAVA_HOME", jdk.toString());
        environment.put("MOSHA_CACHE", dir.resolve("cache").toString());
    }

    @Test
    void argumentsArriveAsTheyAre() throws Exception {
        java("for argument in \"$@\"; do echo \"[$argument]\"; done");
        Outcome outcome = mosha("check", "two words", "", "*", "-D", "a=$HOME");
        assertTrue(outcome.out().endsWith("[check]\n[two words]\n[]\n[*]\n[-D]\n[a=$HOME]\n"), outcome.out());
        assertTrue(outcome.out().contains("[-Dmosha.home=" + home + "]"), outcome.out());
        assertTrue(outcome.out().contains("[-Dmosha.terminal=false]"), outcome.out());
    }

    @Test
    void itIsFoundThroughSymbolicLinks() throws Exception {
        java("echo \"$@\"");
        Path link = Files.createSymbolicLink(dir.resolve("link"), home.resolve("bin/mosha"));
        Path second = Files.createSymbolicLink(dir.resolve("second"), link);
        Outcome outcome = Shell.run(dir, environment, List.of(second.toString(), "status"));
        assertTrue(outcome.out().contains("-Dmosha.home=" + home), outcome.out() + outcome.err());
    }

    @Test
    void itIsFoundInTheDirectoryThatItLiesIn() throws Exception {
        java("echo \"$@\"");
        Outcome outcome = Shell.run(home.resolve("bin"), environment, List.of("sh", "mosha", "status"));
        assertTrue(outcome.out().contains("-Dmosha.home=" + home), outcome.out() + outcome.err());
    }

    @Test
    void aJvmIsGivenNoOptionThatItWarnsOf() throws Exception {
        String print = "echo \"$@\"";
        for (String version : List.of("17.0.1", "21.0.8", "25.0.3")) {
            boolean old = !version.startsWith("25");
            environment.put("JAVA_HOME", jdk("jdk " + version, version, print).toString());
            String daemon = mosha("run").out();
            assertEquals(old, daemon.contains("-XX:PerfDataSamplingInterval"), daemon);
            assertEquals(!old, daemon.contains("--enable-native-access=ALL-UNNAMED"), daemon);
            String client = mosha("demo").out();
            assertEquals(!old, client.contains("--enable-native-access=ALL-UNNAMED"), client);
        }
    }

    @Test
    void theDaemonInTheForegroundIsThisVeryProcess() throws Exception {
        java("echo $$");
        Outcome outcome = Shell.run(
                dir, environment, List.of("sh", "-c", "echo $$; exec '" + home.resolve("bin/mosha") + "' run"));
        List<String> pids = outcome.out().lines().toList();
        assertEquals(2, pids.size(), outcome.err());
        assertEquals(pids.get(0), pids.get(1));
    }

    @Test
    void whatADaemonMakesNotEverybodyMayWriteHoweverItIsStarted() throws Exception {
        java("umask");
        for (String umask : List.of("0000", "0022", "0027", "0007")) {
            String command = "umask " + umask + "; exec '" + home.resolve("bin/mosha") + "' run";
            String expected = umask.equals("0000") ? "0002" : umask;
            assertEquals(
                    expected + "\n",
                    Shell.run(dir, environment, List.of("sh", "-c", command)).out());
        }
    }

    @Test
    void theUnitHasADeadDaemonBuriedThatHasLeftWordOfItself() throws Exception {
        Path run = Files.createDirectory(dir.resolve("run"));
        Path seen = dir.resolve("seen");
        Files.writeString(
                home.resolve("bin/mosha-guard"), "cat >'" + seen + "'; printf '[%s]' \"$@\" >>'" + seen + "'");
        environment.put("RUNTIME_DIRECTORY", run.toString());
        assertEquals(new Outcome(0, "", ""), mosha("bury"));
        assertFalse(Files.exists(seen));
        Files.writeString(run.resolve("burial"), "--gone\0/a directory/mosha.gone\0*\0");
        assertEquals(new Outcome(0, "", ""), mosha("bury"));
        assertEquals("[--gone][/a directory/mosha.gone][*]", Files.readString(seen));
    }

    @Test
    void startReturnsAtTheReplyWhileTheDaemonLivesOn() throws Exception {
        Path pid = dir.resolve("pid");
        // and not when it is to make an archive, which goes on behind the test's back
        java("case $* in *' start') ;; *) exit ;; esac; echo $$ >'" + pid
                + "'; echo early; echo 'mosha-start 0 mosha: ready, pid 1'; exec sleep 1000");
        Outcome outcome = mosha("start");
        ProcessHandle daemon =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).trim())).orElseThrow();
        try {
            assertEquals(new Outcome(0, "mosha: ready, pid 1\n", "early\n"), outcome);
            assertTrue(daemon.isAlive());
        } finally {
            daemon.destroyForcibly();
        }
    }

    @Test
    void startFailsAsTheDaemonSays() throws Exception {
        java("echo 'mosha: no luck' >&2; echo mosha-start 1; exit 1");
        assertEquals(new Outcome(1, "", "mosha: no luck\n"), mosha("start"));
    }

    @Test
    void startFailsWhenTheDaemonEndsWithoutAReply() throws Exception {
        java("echo 'Could not create the Java Virtual Machine.' >&2; exit 1");
        assertEquals(
                new Outcome(
                        1,
                        "",
                        "Could not create the Java Virtual Machine.\nmosha: the daemon ended before it was ready\n"),
                mosha("start"));
    }

    @Test
    void theDaemonGetsItsSignalsBlockedAndNotIgnored() throws Exception {
        // no shell in the place of java here: it unblocks signals
        Files.writeString(jdk.resolve("bin/java"), """
                #!/usr/bin/perl
                open(my $status, "<", "/proc/self/status");
                while (<$status>) { printf("%s %x\\n", $1, hex($2) & 0x4007) if /^Sig(Blk|Ign):\\s+(\\w+)/; }
                print("mosha-start 0\\n");
                """);
        Outcome outcome = Shell.run(
                dir,
                environment,
                List.of("sh", "-c", "trap '' HUP INT; exec '" + home.resolve("bin/mosha") + "' start"));
        assertEquals("Blk 4007\nIgn 0\n", outcome.err());
    }

    @Test
    void theDaemonLeavesTheUsersDirectoryAndKnowsIt() throws Exception {
        java("pwd; for argument in \"$@\"; do echo \"[$argument]\"; done; echo mosha-start 0");
        Outcome outcome = mosha("start");
        assertTrue(outcome.err().startsWith(home + "\n"), outcome.err());
        assertTrue(outcome.err().contains("[-Dmosha.cwd=" + dir + "]"), outcome.err());
    }

    @Test
    void aJavaThatIsTooOldOrNoJdkIsPassedOver() throws Exception {
        for (String version : List.of("1.8.0_372", "11.0.2", "16")) {
            environment.put("JAVA_HOME", jdk("old", version, "echo wrong").toString());
            assertFalse(mosha("status").out().contains("wrong"));
        }
        Path jre = jdk("jre", "21", "echo wrong");
        Files.delete(jre.resolve("lib/libattach.so"));
        environment.put("JAVA_HOME", jre.toString());
        assertFalse(mosha("status").out().contains("wrong"));
    }

    /** To LSB, 1 would say that the daemon is dead. */
    @Test
    void withoutAProgramItIsNotKnownWhetherADaemonRuns() throws Exception {
        Files.delete(home.resolve("lib/mosha.jar"));
        assertEquals(4, mosha("status").exitCode());
        assertEquals(1, mosha("groups").exitCode());
    }

    @Test
    void theVersionIsAskedForWhereNoFileTellsIt() throws Exception {
        java("if [ \"$1\" = -version ]; then echo 'openjdk version \"21.0.1\" 2023-10-17' >&2; else echo right; fi");
        Files.delete(jdk.resolve("release"));
        assertEquals("right\n", mosha("status").out());
    }

    @Test
    void aCheckoutIsBuiltWithoutEscapesOfATerminal() throws Exception {
        Files.createFile(home.resolve("pom.xml"));
        Files.createDirectories(home.resolve("src/main"));
        Path mvn =
                Files.writeString(Files.createDirectories(dir.resolve("tools")).resolve("mvn"), """
                #!/bin/sh
                case $MAVEN_OPTS in '-Xmx1g '*-Djansi.noreset=true) ;; *) exit 1 ;; esac
                case " $* " in *' -Dstyle.color=never '*) ;; *) exit 1 ;; esac
                mkdir -p target/lib && touch target/mosha.jar
                """);
        assertTrue(mvn.toFile().setExecutable(true));
        environment.put("PATH", mvn.getParent() + ":" + System.getenv("PATH"));
        environment.put("MAVEN_OPTS", "-Xmx1g");
        assertEquals(new Outcome(0, "", "building Mosha...\n"), mosha("status"));
    }

    @Test
    void theJvmOptionsOfTheEnvironmentComeLast() throws Exception {
        java("echo \"$@\"");
        environment.put("MOSHA_JAVA_OPTS", "-Xmx1g -Dx=y");
        String out = mosha("status").out();
        assertTrue(out.indexOf("-Xmx1g -Dx=y") > out.indexOf("-Xmx128m"), out);
    }

    @Test
    void optionsForDaemonsAreForThoseOnlyAndARestartEndsTheOldDaemonFirst() throws Exception {
        java("case $* in *' stop'*) echo \"$@\" >&2 ;; *) echo mosha-start 0 \"$@\" ;; esac");
        environment.put("MOSHA_DAEMON_OPTS", "-javaagent:x.jar=1");
        assertFalse(mosha("status").out().contains("-javaagent"));
        for (String verb : List.of("run", "start", "restart")) {
            Outcome outcome = mosha(verb, "--debug");
            String[] words = outcome.out().strip().split(" ");
            assertTrue(List.of(words).contains("-javaagent:x.jar=1"), outcome.out());
            assertTrue(outcome.out().strip().endsWith(" " + verb + " --debug"), outcome.out());
            assertEquals(
                    verb.equals("restart"),
                    outcome.err().strip().endsWith(" stop --for-restart --debug"),
                    outcome.err());
            assertFalse(outcome.err().contains("-javaagent"), outcome.err());
        }
    }

    @Test
    void anArchiveIsMadeOnceAndThenUsed() throws Exception {
        Path calls = dir.resolve("calls");
        java("case $* in *-Xshare:dump*) echo made >>'" + calls
                + "'; for a in \"$@\"; do case $a in -XX:SharedArchiveFile=*) : >\"${a#*=}\" ;; esac; done ;;"
                + " *) echo \"$@\" ;; esac");
        assertFalse(mosha("status").out().contains("SharedArchiveFile"));
        Awaitility.await()
                .until(() -> mosha("status").out().contains("-XX:SharedArchiveFile=" + dir.resolve("cache/")));
        assertEquals("made\n", Files.readString(calls));
    }

    @Test
    void anArchiveThatCouldNotBeMadeIsTriedAgainLaterAndNotBefore() throws Exception {
        Path calls = dir.resolve("calls");
        java("case $* in *-Xshare:dump*) echo tried >>'" + calls + "'; exit 1 ;; esac");
        mosha("status");
        Awaitility.await().until(() -> Files.exists(calls));
        mosha("status");
        age(home.resolve("lib/mosha.jar"), Duration.ofHours(1));
        age(jdk.resolve("release"), Duration.ofHours(1));
        age(made(), Duration.ofMinutes(12));
        mosha("status");
        Awaitility.await().until(() -> Files.readString(calls).equals("tried\ntried\n"));
    }

    @Test
    void anArchiveThatAnotherIsMakingSinceItStartedIsNotMadeOnceMore() throws Exception {
        Path begun = dir.resolve("begun");
        Path go = dir.resolve("go");
        Path calls = dir.resolve("calls");
        java("case $* in *-Xshare:dump*) echo made >>'" + calls + "'; exit 1 ;; *' start late') : >'" + begun
                + "'; until [ -e '" + go + "' ]; do sleep 0.05; done ;; esac; echo mosha-start 0");
        CompletableFuture<Outcome> late = CompletableFuture.supplyAsync(() -> mosha("start", "late"));
        Awaitility.await().until(() -> Files.exists(begun));
        mosha("start");
        Awaitility.await().until(() -> Files.exists(calls));
        age(home.resolve("lib/mosha.jar"), Duration.ofHours(1));
        age(jdk.resolve("release"), Duration.ofHours(1));
        age(made(), Duration.ofMinutes(5));
        FileTime before = Files.getLastModifiedTime(made());
        Files.createFile(go);
        assertEquals(0, late.get().exitCode());
        assertEquals(before, Files.getLastModifiedTime(made()));
    }

    @Test
    void whatIsLeftOfAMakerThatWasKilledIsRemovedByTheNextOne() throws Exception {
        Path calls = dir.resolve("calls");
        java("case $* in *DumpLoadedClassList*) echo \"$@\" >>'" + calls + "' ;; esac; exit 1");
        Path cache = Files.createDirectory(dir.resolve("cache"));
        Path image = Files.createFile(cache.resolve("mosha-other-jdk.jsa.4711"));
        Path scratch = Files.createDirectories(cache.resolve("mosha-other-jdk.jsa.aBcDeF/var"))
                .getParent();
        Path others = Files.createFile(cache.resolve("mosha-other-jdk.jsa"));
        Path begun = Files.createFile(cache.resolve("mosha-other-jdk.jsa.made"));
        for (Path old : List.of(image, scratch, others, begun)) {
            age(old, Duration.ofMinutes(12));
        }
        Path atWork = Files.createFile(cache.resolve("mosha-other-jdk.jsa.4712"));
        mosha("status");
        // the shell makes the file before it writes to it
        Awaitility.await()
                .until(() -> Files.exists(calls)
                        && Files.readString(calls).contains("-XX:DumpLoadedClassList=" + cache + "/mosha-"));
        assertFalse(Files.exists(image) || Files.exists(scratch));
        assertTrue(Files.exists(others) && Files.exists(begun) && Files.exists(atWork));
    }

    /** What tells when the last archive was begun. */
    private Path made() throws IOException {
        try (DirectoryStream<Path> made = Files.newDirectoryStream(dir.resolve("cache"), "*.made")) {
            return made.iterator().next();
        }
    }

    private static void age(Path file, Duration age) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    @Test
    void withoutAPlaceForTheArchiveItJustRuns() throws Exception {
        java("echo right");
        environment.put("MOSHA_CACHE", Files.createFile(dir.resolve("file")) + "/cache");
        assertEquals(new Outcome(0, "right\n", ""), mosha("status"));
    }

    private Outcome mosha(String... args) {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/mosha").toString()));
        command.addAll(List.of(args));
        try {
            return Shell.run(dir, environment, command);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void java(String script) throws IOException {
        Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\n" + script + "\n");
    }

    private Path jdk(String name, String version, String script) throws IOException {
        Path made = dir.resolve(name);
        Files.createDirectories(made.resolve("bin"));
        Files.createDirectories(made.resolve("lib"));
        Files.writeString(made.resolve("lib/libattach.so"), "");
        Files.writeString(made.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        Path java = Files.writeString(made.resolve("bin/java"), "#!/bin/sh\n" + script + "\n");
        java.toFile().setExecutable(true);
        return made;
    }
}
