package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.cli.Outcome;
import org.mosha.cli.Shell;

/** What somebody sees who just tries {@code bin/mosha run} in a fresh checkout that is built. */
class SampleIT {
    @TempDir
    Path dir;

    private DaemonUnderTest cleaner;
    private Path home;

    @BeforeEach
    void checkOut() throws IOException {
        cleaner = new DaemonUnderTest(dir);
        home = Files.createDirectory(dir.toRealPath().resolve("checkout"));
        for (String part : List.of("bin", "etc")) {
            copy(Path.of(part), home.resolve(part));
        }
        Files.createSymbolicLink(home.resolve("target"), Path.of("target").toAbsolutePath());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file));
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    @AfterEach
    void end() throws IOException {
        cleaner.close();
        Files.delete(home.resolve("target"));
    }

    @Test
    void runRunsTheSampleGroups() throws Exception {
        Process daemon = cleaner.launch(List.of(home.resolve("bin/mosha").toString(), "run"));
        Await.until(
                "the daemon is ready",
                () -> Files.readString(cleaner.file("out")).contains(" ready, pid "));
        Await.untilHolds(() -> {
            List<String> groups = mosha("groups").out().lines().toList();
            assertTrue(groups.get(1).matches("clock +start +1 +start +DONE .*"), groups.get(1));
            assertTrue(groups.get(2).matches("counter +slow +1 +slow +DONE .*"), groups.get(2));
            assertTrue(groups.get(3).matches("report +1 +1 +1 +DONE .*"), groups.get(3));
            assertTrue(groups.get(4).matches("spare +stop +- .*"), groups.get(4));
            assertTrue(
                    groups.get(5).matches("tape +start +- +- +- .*tape-test exit code 1, next try in .*"),
                    groups.get(5));
        });
        assertEquals(new Outcome(0, "counter: slow -> fast\n", ""), mosha("set", "counter", "fast"));
        Path base = home.resolve("var/mfs/1/var/mosix-ha");
        assertEquals(
                Files.readString(home.resolve("etc/hactl")).replace("counter  slow ", "counter  fast "),
                Files.readString(base.resolve("hactl")));
        String console = Files.readString(cleaner.file("out"));
        assertTrue(console.contains("copied the sample " + home.resolve("etc/cltab") + " to " + base.resolve("cltab")));
        Await.until(
                "what a command prints is shown",
                () -> Files.readString(cleaner.file("out")).contains("[clock/clock-hello] clock starts on node 1"));
        assertEquals("", Files.readString(cleaner.file("err")));
        assertEquals(0, mosha("check").exitCode());

        Processes.signal(daemon.pid(), "INT");
        assertTrue(daemon.waitFor(120, TimeUnit.SECONDS));
        assertEquals(0, daemon.exitValue());
        assertFalse(Files.exists(home.resolve("var/mosha.pid")));
    }

    private Outcome mosha(String... verb) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/mosha").toString()));
        command.addAll(List.of(verb));
        return Shell.run(dir, Map.of(), command);
    }
}
