package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The signals that end the daemon. */
class SignalsIT {
    @TempDir
    Path dir;

    private DaemonUnderTest daemon;

    @BeforeEach
    void prepare() throws IOException {
        daemon = new DaemonUnderTest(dir);
        daemon.cltab(
                "web:first:start:respawn:" + traps("first", "0"),
                "web:second:start:respawn:" + traps("second", "0.3"),
                "far:away:start:once/stop-timeout=3s:setsid --fork sleep 1000; exec sleep 1000",
                "idle:never:start:respawn:exec sleep 1000");
        daemon.hactl("web start", "far start");
    }

    private static String traps(String tag, String pause) {
        return "trap 'sleep " + pause + "; echo " + tag + " got INT >>$HERE/ends; exit 0' INT; echo " + tag
                + " >>$HERE/begins; while :; do sleep 0.1; done";
    }

    @AfterEach
    void end() throws IOException {
        daemon.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP", "QUIT"})
    void eachStopsAllGroupsInOrderAndThenTheDaemon(String signal) throws Exception {
        Process process = daemon.run();
        awaitAllRunning();
        Processes.signal(process.pid(), signal);
        assertTrue(process.waitFor(120, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
        assertNothingIsLeft();
        assertTrue(daemon.log().contains("halting all groups: SIG" + signal), daemon.log());
    }

    @Test
    void anInheritedIgnoredSignalCountsAllTheSame() throws Exception {
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "\"$@\" & wait $!; code=$?; echo $code >$HERE/code", "sh"));
        command.addAll(daemon.command("run"));
        Process shell = daemon.launch(command);
        Await.until("the daemon is ready", () -> daemon.pid() > 0);
        awaitAllRunning();
        Processes.signal(daemon.pid(), "INT");
        assertTrue(shell.waitFor(120, TimeUnit.SECONDS));
        assertEquals(List.of("0"), daemon.lines("code"));
        assertNothingIsLeft();
    }

    @Test
    void aDaemonThatWaitsForTheEndOfItsLastLifeEndsAtOnce() throws Exception {
        Path mark = leaveMarkOfAnotherHost();
        String left = Files.readString(mark);
        Process process = daemon.launch(daemon.command("run"));
        daemon.awaitLog("waits for up to 3600 s");
        Processes.signal(process.pid(), "TERM");
        assertTrue(process.waitFor(120, TimeUnit.SECONDS));
        String err = Files.readString(daemon.file("err"));
        assertEquals(0, process.exitValue(), err);
        assertTrue(err.contains("told to stop before it was ready (SIGTERM): something of the last daemon"), err);
        assertNoDaemonIsLeft();
        Await.until("no guard is left", () -> daemon.guards().isEmpty());
        assertEquals(left, Files.readString(mark));
    }

    @Test
    void aStartThatIsGivenUpHasFailed() throws Exception {
        leaveMarkOfAnotherHost();
        Process start = daemon.launch(daemon.command("start"));
        daemon.awaitLog("waits for up to 3600 s");
        daemon.ask("stop");
        assertTrue(start.waitFor(120, TimeUnit.SECONDS));
        String err = Files.readString(daemon.file("err"));
        assertEquals(1, start.exitValue(), err);
        assertTrue(err.contains("mosha: not started: told to stop before it was ready"), err);
        assertNoDaemonIsLeft();
    }

    @Test
    void aDaemonWhoseOwnFilesDoNotAnswerEndsSoon() throws Exception {
        Path quorum = Files.createDirectories(daemon.varDir()).resolve("quorum");
        assertEquals(0, new ProcessBuilder("mkfifo", quorum.toString()).start().waitFor());
        try (RandomAccessFile held = new RandomAccessFile(quorum.toFile(), "rw")) {
            Process process = daemon.launch(daemon.command("run"));
            Await.until("it reads what does not come", () -> hasOpen(process.pid(), quorum));
            Processes.signal(process.pid(), "TERM");
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), () -> held + " is still waited for");
            String err = Files.readString(daemon.file("err"));
            assertEquals(0, process.exitValue(), err);
            assertTrue(err.contains("told to stop before it was ready (SIGTERM): the filesystem of "), err);
        }
        assertEquals(List.of(), daemon.children());
        assertEquals(List.of(), daemon.guards());
        Files.delete(quorum);
        daemon.start();
        awaitAllRunning();
    }

    private static boolean hasOpen(long pid, Path file) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return open.anyMatch(fd -> isSame(fd, file));
        } catch (NoSuchFileException | UncheckedIOException e) {
            return false;
        }
    }

    private static boolean isSame(Path fd, Path file) {
        try {
            return Files.isSameFile(fd, file);
        } catch (IOException e) {
            // it was closed meanwhile
            return false;
        }
    }

    /** As it stays when another host that has run this node loses its power. */
    private Path leaveMarkOfAnotherHost() throws IOException {
        return Files.writeString(
                daemon.base().resolve("mosha.node"),
                "host=elsewhere\npid=1\nincarnation=before\nheartbeat=5\nsessionMillis=3600000\n");
    }

    private void awaitAllRunning() throws IOException {
        daemon.awaitRunning("web", "far");
        daemon.awaitLines("begins", 2);
        Await.until(
                "all four are there",
                () -> daemon.children().stream()
                                .filter(pid -> Processes.commandLine(pid).contains("1000"))
                                .count()
                        == 2);
    }

    private void assertNothingIsLeft() throws IOException {
        assertEquals(List.of("second got INT", "first got INT"), daemon.lines("ends"));
        assertNoDaemonIsLeft();
    }

    private void assertNoDaemonIsLeft() throws IOException {
        assertEquals(List.of(), daemon.children());
        assertFalse(Files.exists(daemon.varDir().resolve("mosha.pid")));
        assertFalse(Files.exists(daemon.base().resolve("clstat")));
    }
}
