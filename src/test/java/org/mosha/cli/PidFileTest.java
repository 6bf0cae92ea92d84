package org.mosha.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosha.cli.PidFile.State;

class PidFileTest {
    private static final String MOSHA = "java\0-Dmosha.home=/usr/share/mosha\0org.mosha.app.Main\0run\0";

    @TempDir
    Path dir;

    private Path file;
    private Path proc;
    private PidFile pidFile;

    @BeforeEach
    void invent() throws IOException {
        file = dir.resolve("mosha.pid");
        proc = Files.createDirectory(dir.resolve("proc"));
        pidFile = new PidFile(file, proc);
        process(42, 'S', 1000, MOSHA);
    }

    @Test
    void aMoshaWithThePidAndTheStartTimeIsAlive() throws IOException {
        Files.writeString(file, "42 1000\n");
        assertEquals(new PidFile.Found(State.ALIVE, 42, 1000, false), pidFile.look());
    }

    @Test
    void aMoshaMaySayThatItIsEnding() throws IOException {
        Files.writeString(file, "42 1000 ending\n");
        assertEquals(new PidFile.Found(State.ALIVE, 42, 1000, true), pidFile.look());
        PidFile real = new PidFile(file);
        real.write();
        assertFalse(Files.readString(file).contains("ending"));
        real.writeEnding();
        assertTrue(Files.readString(file).endsWith(" ending\n"));
        real.deleteIfOurs();
        real.writeEnding();
        assertFalse(Files.exists(file), "it was taken away already");
    }

    @Test
    void noFileIsNone() {
        assertEquals(State.NONE, pidFile.look().state());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "42",
                "42\n",
                "42 x",
                "x 1000",
                "-42 1000",
                "0 1000",
                "42.0 1000",
                "\0\0\0\0",
                "\u00fc \u00fc",
                "99999999999999999999 1000",
                "42 99999999999999999999",
                "../42 1000"
            })
    void aDamagedFileIsDead(String content) throws IOException {
        Files.writeString(file, content);
        assertEquals(State.DEAD, pidFile.look().state());
    }

    @Test
    void aHugeFileIsNotReadWhole() throws IOException {
        Files.writeString(file, "42 1000\n" + "x".repeat(5_000_000));
        assertEquals(State.ALIVE, pidFile.look().state());
        Files.writeString(file, " ".repeat(5_000_000) + "42 1000\n");
        assertEquals(State.DEAD, pidFile.look().state());
    }

    @Test
    void aDirectoryInItsPlaceIsDead() throws IOException {
        Files.createDirectory(file);
        assertEquals(State.DEAD, pidFile.look().state());
    }

    @Test
    void anotherStartTimeIsAStranger() throws IOException {
        Files.writeString(file, "42 1001\n");
        assertEquals(new PidFile.Found(State.DEAD, 42, 1001, false), pidFile.look());
    }

    @Test
    void anotherProgramIsAStranger() throws IOException {
        process(42, 'S', 1000, "sleep\0" + "1000\0");
        Files.writeString(file, "42 1000\n");
        assertEquals(State.DEAD, pidFile.look().state());
    }

    @Test
    void aProcessThatIsOnlyNotReapedIsDead() throws IOException {
        process(42, 'Z', 1, 1000, "");
        Files.writeString(file, "42 1000\n");
        assertEquals(State.DEAD, pidFile.look().state());
    }

    @Test
    void whatWasFoundAliveIsSoUntilItsProcessIsGoneWhateverBecomesOfTheFile() throws IOException {
        Files.writeString(file, "42 1000\n");
        PidFile.Found found = pidFile.look();
        Files.delete(file);
        assertTrue(pidFile.isStillAlive(found));
        process(42, 'S', 2000, MOSHA);
        assertFalse(pidFile.isStillAlive(found));
    }

    /** Until then its ports and files are taken. */
    @Test
    void whatWasFoundAliveIsSoUntilTheLastOfItsThreadsHasEnded() throws IOException {
        Files.writeString(file, "42 1000\n");
        PidFile.Found found = pidFile.look();
        process(42, 'Z', 2, 1000, "");
        assertTrue(pidFile.isStillAlive(found));
        process(42, 'Z', 1, 1000, "");
        assertFalse(pidFile.isStillAlive(found));
    }

    @Test
    void theDaemonWritesItselfAndTakesOnlyItselfAway() throws IOException {
        PidFile real = new PidFile(file);
        Files.writeString(file, "1 1\n");
        real.deleteIfOurs();
        assertTrue(Files.exists(file));
        real.write();
        List<String> words = List.of(Files.readString(file).trim().split(" "));
        assertEquals(Long.toString(ProcessHandle.current().pid()), words.get(0));
        assertEquals(2, words.size());
        real.deleteIfOurs();
        assertFalse(Files.exists(file));
        real.deleteIfOurs();
    }

    /** As when a daemon is told to end a second time in the last moment of its life. */
    @Test
    void nothingIsWrittenAfterItWasTakenAway() throws Exception {
        PidFile shared = new PidFile(file);
        for (int life = 0; life < 200; life++) {
            shared.write();
            CyclicBarrier at = new CyclicBarrier(2);
            CompletableFuture<Void> told = CompletableFuture.runAsync(() -> {
                try {
                    at.await();
                    for (int order = 0; order < 5; order++) {
                        shared.writeEnding();
                    }
                } catch (IOException | InterruptedException | BrokenBarrierException e) {
                    throw new IllegalStateException(e);
                }
            });
            at.await();
            shared.deleteIfOurs();
            told.join();
            assertFalse(Files.exists(file));
        }
    }

    /** After a reboot this process may have the pid and the start time of the daemon that wrote the file. */
    @Test
    void whoHasThePidItselfIsNoOther() throws IOException {
        long self = ProcessHandle.current().pid();
        process(self, 'S', 1000, MOSHA);
        Files.writeString(file, self + " 1000\n");
        assertFalse(pidFile.isOfAnother());
        Files.writeString(file, "42 1000\n");
        assertTrue(pidFile.isOfAnother());
        Files.writeString(file, "42 1001\n");
        assertFalse(pidFile.isOfAnother(), "a stranger");
    }

    @Test
    void writingLeavesNothingElseBehind() throws IOException {
        new PidFile(file).write();
        try (var files = Files.list(dir)) {
            assertEquals(List.of(file, proc), files.sorted().toList());
        }
    }

    private void process(long pid, char state, long startTicks, String commandLine) throws IOException {
        process(pid, state, 30, startTicks, commandLine);
    }

    private void process(long pid, char state, int threads, long startTicks, String commandLine) throws IOException {
        Path process = Files.createDirectories(proc.resolve(Long.toString(pid)));
        String middle = " 1 42 42 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 " + threads + " 0 ";
        Files.writeString(process.resolve("stat"), pid + " (ja) (va) " + state + middle + startTicks + " 9 9 9\n");
        Files.writeString(process.resolve("cmdline"), commandLine);
    }
}
