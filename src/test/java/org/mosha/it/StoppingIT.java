package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that do not end as one would wish, and commands that print a lot or nothing. */
class StoppingIT {
    /** Over 20 MB in lines of 100 bytes. */
    private static final int LINES = 200_000;

    @TempDir
    static Path dir;

    private static DaemonUnderTest daemon;

    @BeforeAll
    static void start() throws Exception {
        daemon = new DaemonUnderTest(dir);
        daemon.cltab(
                "stubborn:s1:start:respawn/stop-timeout=2s:trap 'echo INT >>$HERE/stubborn' INT;"
                        + " trap 'echo TERM >>$HERE/stubborn' TERM; while :; do sleep 0.1; done",
                "quits:q1:start:respawn/stop-signal=QUIT:trap 'echo QUIT >>$HERE/quits; exit' QUIT;"
                        + " trap 'echo other >>$HERE/quits; exit' INT TERM; while :; do sleep 0.1; done",
                "forks:f1:start:respawn/stop-timeout=3s:sleep 1000 & echo $! >>$HERE/forked; exec sleep 1000",
                "leaves:l1:start:once/stop-timeout=2s:setsid --fork sh -c 'echo $$ >>$HERE/left; exec sleep 1000'",
                "closes:c1:start:respawn:exec >&- 2>&-; exec sleep 1000",
                "holds:h1:start:wait:(setsid --fork sh -c 'echo $$ >>$HERE/holder; exec sleep 1000'); echo over",
                "holds:h2:start:once:echo behind >>$HERE/behind",
                "prints:p1:start:wait:seq -f '%099.0f' 1 " + LINES,
                "prints:p2:start:once:printf 'no newline'; printf '\\nbad \\377 byte\\n'");
        daemon.hactl(
                "stubborn start",
                "quits start",
                "forks start",
                "leaves start",
                "closes start",
                "holds start",
                "prints start");
        daemon.start();
    }

    @AfterAll
    static void end() throws IOException {
        daemon.close();
    }

    @Test
    void whatIgnoresSignalsIsKilledAtTheStopTimeout() throws Exception {
        daemon.awaitRunning("stubborn");
        long pid = daemon.jmx().pid("stubborn", "s1");
        daemon.ask("set", "stubborn", "stop");
        daemon.awaitStatus("stubborn", " ");
        assertFalse(Processes.isAlive(pid));
        assertEquals(List.of("INT", "TERM"), daemon.lines("stubborn"));
    }

    @Test
    void theStopSignalTakesThePlaceOfTheOthers() throws Exception {
        daemon.awaitRunning("quits");
        daemon.ask("set", "quits", "stop");
        daemon.awaitStatus("quits", " ");
        assertEquals(List.of("QUIT"), daemon.lines("quits"));
    }

    @Test
    void aForkedChildIsStoppedWithItsParent() throws Exception {
        daemon.awaitRunning("forks");
        long child = Long.parseLong(daemon.awaitLines("forked", 1).get(0));
        assertTrue(Processes.isAlive(child));
        daemon.ask("set", "forks", "stop");
        daemon.awaitStatus("forks", " ");
        assertFalse(Processes.isAlive(child));
    }

    @Test
    void aChildThatLeftItsSessionIsStoppedAsWell() throws Exception {
        daemon.awaitRunning("leaves");
        long child = Long.parseLong(daemon.awaitLines("left", 1).get(0));
        Await.until("the command itself has ended", () -> daemon.jmx().pid("leaves", "l1") == 0);
        assertTrue(Processes.isAlive(child));
        daemon.ask("set", "leaves", "stop");
        daemon.awaitStatus("leaves", " ");
        assertFalse(Processes.isAlive(child));
    }

    @Test
    void aCommandThatClosesItsOutputRunsOn() throws Exception {
        daemon.awaitRunning("closes");
        long pid = daemon.jmx().pid("closes", "c1");
        // first it closes its output, and then it becomes what it runs
        Await.until(
                "it has become the command", () -> Processes.commandLine(pid).equals(List.of("sleep", "1000")));
        Await.until("it has closed its output", () -> {
            try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
                return open.noneMatch(fd -> fd.endsWith("1") || fd.endsWith("2"));
            }
        });
        assertEquals(0L, daemon.jmx().group("closes", "RespawnCount"));
        daemon.ask("set", "closes", "stop");
        daemon.awaitStatus("closes", " ");
        assertFalse(Processes.isAlive(pid));
    }

    @Test
    void aGrandchildThatKeepsTheOutputDoesNotHoldUpTheGroup() throws Exception {
        assertEquals(List.of("behind"), daemon.awaitLines("behind", 1));
        daemon.awaitRunning("holds");
        Await.until(
                "its own output is in the log", () -> logLines().anyMatch(line -> line.endsWith("[holds/h1] over")));
        assertTrue(
                Processes.isAlive(Long.parseLong(daemon.awaitLines("holder", 1).get(0))));
    }

    @Test
    void everyLineOfMuchOutputIsInTheLogOnceAndInOrder() throws Exception {
        daemon.awaitRunning("prints");
        Await.until(
                "all is in the log",
                () -> logLines().anyMatch(line -> line.contains("[prints/p2] bad ")) && whatWasRolledIsPacked());
        assertTrue(logLines().anyMatch(line -> line.endsWith("[prints/p2] no newline")));
        String mark = "[prints/p1] ";
        Iterator<String> printed = logLines()
                .filter(line -> line.contains(mark))
                .map(line -> line.substring(line.indexOf(mark) + mark.length()))
                .iterator();
        for (int i = 1; i <= LINES; i++) {
            assertEquals(String.format("%099d", i), printed.next());
        }
        assertFalse(printed.hasNext());
    }

    /** A file that is rolled is packed behind the daemon's back, and as long as that takes its lines cannot be read. */
    private static boolean whatWasRolledIsPacked() throws IOException {
        try (Stream<Path> files = Files.list(daemon.varDir().resolve("log"))) {
            return files.noneMatch(file -> file.getFileName().toString().matches("output\\.[0-9]+\\.log"));
        }
    }

    /** The lines of the rolled files, the oldest first, and of the one that is written. */
    private static Stream<String> logLines() throws IOException {
        Path log = daemon.varDir().resolve("log");
        return Stream.concat(
                        IntStream.rangeClosed(1, 8)
                                .mapToObj(number -> log.resolve("output." + number + ".log.gz"))
                                .filter(Files::exists),
                        Stream.of(log.resolve("output.log")).filter(Files::exists))
                .flatMap(StoppingIT::lines);
    }

    private static Stream<String> lines(Path file) {
        try (InputStream in = Files.newInputStream(file);
                InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            // it is being rolled: the caller looks again
            throw new UncheckedIOException(e);
        }
    }
}
