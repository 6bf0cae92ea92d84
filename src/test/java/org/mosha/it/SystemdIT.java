package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a daemon tells systemd, with a script in the place of systemd. */
class SystemdIT {
    /** Perl is on every Debian; the JDK has no datagram sockets of the Unix kind. */
    private static final String LISTEN = "use IO::Socket::UNIX; $| = 1; my $s = IO::Socket::UNIX->new(Type =>"
            + " SOCK_DGRAM, Local => $ARGV[0]) or die; print \"bound\\n\"; my $m;"
            + " print \"$m\\n\" while defined $s->recv($m, 4096);";

    @TempDir
    Path dir;

    private DaemonUnderTest daemon;
    private Path run;
    private Process listener;
    private Path heard;

    @BeforeEach
    void prepare() throws IOException {
        daemon = new DaemonUnderTest(dir);
        daemon.cltab(
                "web:httpd:start:respawn/stop-timeout=1m:trap 'until grep -q STATUS=stopping $HERE/heard; do sleep 0.05;"
                        + " done; echo told >>$HERE/told; exit' INT; env >$HERE/env; while :; do sleep 0.1; done");
        daemon.hactl("web start");
        heard = daemon.file("heard");
        run = Files.createDirectory(daemon.file("run"));
        String socket = daemon.file("notify").toString();
        listener = new ProcessBuilder("perl", "-e", LISTEN, socket)
                .redirectOutput(heard.toFile())
                .start();
        Await.until("the socket is bound", () -> heard().contains("bound"));
        daemon.withEnvironment("NOTIFY_SOCKET", socket)
                .withEnvironment("WATCHDOG_USEC", "2000000")
                .withEnvironment("RUNTIME_DIRECTORY", run.toString());
    }

    @AfterEach
    void end() throws IOException {
        daemon.close();
        listener.destroyForcibly();
    }

    @Test
    void itSaysWhenItIsReadyThatItLivesAndThatItStops() throws Exception {
        Process process = daemon.run();
        Await.until("it is ready", () -> heard().contains("READY=1"));
        daemon.awaitRunning("web");
        Await.until(
                "it says how it is",
                () -> heard().stream().anyMatch(line -> line.matches("STATUS=quorate; .*1 of 1 wanted groups run")));
        long before = heard().stream().filter("WATCHDOG=1"::equals).count();
        Await.until(
                "it is alive",
                () -> heard().stream().filter("WATCHDOG=1"::equals).count() >= before + 3);
        daemon.awaitLines("env", 1);
        assertTrue(daemon.lines("env").stream()
                .noneMatch(line -> line.matches("(NOTIFY_SOCKET|WATCHDOG_.*|RUNTIME_DIRECTORY)=.*")));
        assertTrue(Files.exists(run.resolve("burial")));
        daemon.ask("stop");
        assertTrue(process.waitFor(120, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
        assertFalse(Files.exists(run.resolve("burial")));
        // the group has waited for it
        assertEquals(List.of("told"), daemon.lines("told"));
        assertEquals(1, heard().stream().filter("READY=1"::equals).count());
        assertTrue(heard().contains("STATUS=stopping: web"));
        // its stop-timeout may be longer than the unit's
        assertTrue(heard().contains("EXTEND_TIMEOUT_USEC=60000000"));
        Await.until("it says that all is over", () -> lastStatus().equals("STATUS=stopped"));
    }

    /** The lines of the log are not enough: of a unit that systemd is about to start again, it does not show them. */
    @Test
    void itSaysWhyItDoesNotStart() throws Exception {
        Path settings = Files.writeString(daemon.file("mosha.properties"), "timeout=soon\nunheard=of\n");
        List<String> command =
                List.of(Path.of("bin/mosha").toAbsolutePath().toString(), "run", "--config", settings.toString());
        Process process = daemon.launch(command);
        assertTrue(process.waitFor(120, TimeUnit.SECONDS));
        assertEquals(6, process.exitValue());
        assertTrue(Files.readAllLines(Path.of("etc/systemd/mosha.service")).contains("RestartPreventExitStatus=2 6"));
        Await.until("it says why", () -> lastStatus().startsWith("STATUS=not started: " + settings + ":1: error: "));
        assertTrue(lastStatus().endsWith(" (and 1 more)"), this::lastStatus);

        Path varDir = Files.writeString(daemon.file("no-directory"), "");
        Process second = daemon.with("var.dir", varDir.toString()).launch(daemon.command("run"));
        assertTrue(second.waitFor(120, TimeUnit.SECONDS));
        Await.until(
                "it says why",
                () -> lastStatus().startsWith("STATUS=not started: cannot use var.dir " + varDir + ": "));
        assertEquals(1, second.exitValue(), "that may be another time");
    }

    /** As what {@code ExecReload=} runs has it. */
    @Test
    void anErrorOfAVerbHasItsPriorityInTheJournal() throws Exception {
        Path err = Files.createFile(daemon.file("err"));
        Map<String, Object> file = Files.readAttributes(err, "unix:dev,ino");
        daemon.withEnvironment("JOURNAL_STREAM", file.get("dev") + ":" + file.get("ino"));
        Process reload = daemon.launch(daemon.command("force-reload"));
        assertTrue(reload.waitFor(120, TimeUnit.SECONDS));
        assertEquals(7, reload.exitValue());
        assertEquals(
                List.of("<3>mosha: not running (no " + daemon.varDir().resolve("mosha.pid") + ")"),
                daemon.lines("err"));
    }

    @Test
    void theJournalGetsPrioritiesAndNoTime() throws Exception {
        Path out = Files.createFile(daemon.file("out"));
        Map<String, Object> file = Files.readAttributes(out, "unix:dev,ino");
        daemon.withEnvironment("JOURNAL_STREAM", file.get("dev") + ":" + file.get("ino"));
        Process process = daemon.run();
        daemon.awaitRunning("web");
        daemon.cltab("nonsense");
        daemon.awaitLog("missing field");
        daemon.ask("stop");
        assertTrue(process.waitFor(120, TimeUnit.SECONDS));
        List<String> lines = daemon.lines("out");
        assertTrue(lines.contains("<6>start: ready, pid " + process.pid()), lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("<3>node: ") && line.contains("missing field")));
        assertTrue(lines.stream().allMatch(line -> line.matches("<[0-7]>.*")), lines::toString);
    }

    /** What {@code systemctl status} would show. */
    private String lastStatus() {
        try {
            return heard().stream().filter(line -> line.startsWith("STATUS=")).reduce("", (last, line) -> line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> heard() throws IOException {
        return Files.readAllLines(heard);
    }
}
