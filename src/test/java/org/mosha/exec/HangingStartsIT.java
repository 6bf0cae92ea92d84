package org.mosha.exec;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.linux.Libc;
import org.mosha.model.ProcessSignal;
import org.mosha.model.RunId;

/** Starts that hang, in a file of variables that is a pipe to which nobody writes, as in a file system that is dead. */
@Timeout(120)
class HangingStartsIT {
    /** More than there are threads. */
    private static final int TOO_MANY = SpawnerThreads.MOST + 6;

    @TempDir
    Path dir;

    private final Recorder recorder = new Recorder();
    private Path pipe;
    private long last;
    private ExecProcesses processes;

    @BeforeEach
    void open() throws IOException {
        pipe = dir.resolve("pipe");
        assertEquals(0, Libc.mkfifo(CStrings.of(pipe.toString()), 0600));
        processes = new ExecProcesses(dir.toString(), "i1", dir, Optional.empty(), recorder, recorder);
    }

    @AfterEach
    void killEverything() {
        LongStream.rangeClosed(1, last).mapToObj(RunId::new).forEach(run -> {
            processes.signal(run, ProcessSignal.KILL);
            processes.awaitGone(run);
        });
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            answer();
            return LongStream.rangeClosed(1, last)
                    .allMatch(run -> recorder.told(run).contains("gone"));
        });
        processes.close();
    }

    private long spawn(String command) {
        processes.spawn(Recorder.spec(++last, command));
        return last;
    }

    private long hang(String command) {
        processes.spawn(Recorder.with(Recorder.spec(++last, command), null, null, pipe.toString()));
        return last;
    }

    /** Lets all starts go on that wait just now; only one of them gets what is written. */
    private void answer() throws IOException {
        try (RandomAccessFile writer = new RandomAccessFile(pipe.toFile(), "rw")) {
            writer.write("A=1\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private void awaitTold(long run, String what) {
        await().atMost(Duration.ofSeconds(30)).until(() -> recorder.told(run).contains(what));
    }

    private void answerUntilTold(long run, String what) {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            answer();
            return recorder.told(run).contains(what);
        });
    }

    /** Waits until a start is in the middle of reading its variables. */
    private static void awaitHanging() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Thread.getAllStackTraces().values().stream()
                        .flatMap(Arrays::stream)
                        .anyMatch(frame -> frame.getClassName().equals(EnvFile.class.getName())));
    }

    @Test
    void theyKeepNoOtherFromStartingAndStopping() {
        for (int i = 0; i < 6; i++) {
            hang("true");
        }
        long other = spawn("exec sleep 1000");
        awaitTold(other, "spawned");
        processes.awaitGone(new RunId(other));
        processes.signal(new RunId(other), ProcessSignal.TERM);
        awaitTold(other, "gone");
        assertTrue(
                LongStream.rangeClosed(1, 6).allMatch(run -> recorder.told(run).isEmpty()));
    }

    @Test
    void anEndIsToldWhenNothingCanBeStartedAnyMore() throws IOException {
        long early = spawn("sleep 1000 & while [ ! -e " + dir + "/go ]; do sleep 0.05; done; exit 3");
        awaitTold(early, "spawned");
        for (int i = 0; i < TOO_MANY; i++) {
            hang("true");
        }
        Files.createFile(dir.resolve("go"));
        awaitTold(early, "exited");
        assertEquals(3, recorder.codes.get(new RunId(early)));
        assertTrue(recorder.others.get(new RunId(early)));
    }

    @Test
    void oneThatIsAnsweredGoesOnInOrder() throws IOException {
        long run = hang("exec sleep 1000");
        processes.signal(new RunId(run), ProcessSignal.TERM);
        processes.awaitGone(new RunId(run));
        // whatever is asked meanwhile, it is not gone
        long other = spawn("true");
        processes.awaitGone(new RunId(other));
        awaitTold(other, "gone");
        assertEquals(List.of(), recorder.told(run));
        answerUntilTold(run, "gone");
        assertEquals(List.of("spawned", "exited", "gone"), recorder.told(run));
        assertEquals(128 + 15, recorder.codes.get(new RunId(run)));
    }

    @Test
    void oneThatWasKilledMeanwhileIsNotStartedAnyMore() throws IOException {
        long run = hang("touch " + dir + "/ran");
        awaitHanging();
        processes.killAll();
        answerUntilTold(run, "spawnFailed");
        assertEquals("it was killed before it was there", recorder.failures.get(new RunId(run)));
        assertFalse(Files.exists(dir.resolve("ran")));
    }

    @Test
    void oneWhoseLeaseEndedMeanwhileIsNotStartedAnyMore() throws IOException {
        long run = hang("touch " + dir + "/ran");
        awaitHanging();
        processes.permitUntil(System.nanoTime());
        answerUntilTold(run, "spawnFailed");
        assertEquals("this node's lease is over", recorder.failures.get(new RunId(run)));
        assertFalse(Files.exists(dir.resolve("ran")));
    }
}
