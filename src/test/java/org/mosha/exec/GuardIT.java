package org.mosha.exec;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.it.Processes;

/** The real guard, with real processes that carry a daemon's mark. */
class GuardIT {
    private static final Path SCRIPT = Path.of("bin/mosha-guard").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path dir;

    private final String identity = "guard-it-" + UUID.randomUUID();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger back = new AtomicInteger();
    private final List<Process> processes = new ArrayList<>();
    private final Guard.Watcher watcher = new Guard.Watcher() {
        @Override
        public void guardLost(String why) {
            lost.incrementAndGet();
        }

        @Override
        public void guardBack() {
            back.incrementAndGet();
        }
    };
    private Guard guard;

    @AfterEach
    void end() {
        if (guard != null) {
            guard.close();
        }
        processes.forEach(p -> p.descendants().forEach(ProcessHandle::destroyForcibly));
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void killsEverythingMarkedWhenItsDaemonDies() throws Exception {
        Process marked = start("sleep 1000 & setsid sleep 1000 & wait", identity);
        Process stranger = start("sleep 1000", identity + "-other");
        Process secret = start("sleep 1000", identity, "life1.s3cret.2");
        Process later = start("sleep 1000", identity, "life2.life1.1");
        await().atMost(PATIENCE).until(() -> marked.descendants().count() == 2);
        List<ProcessHandle> family = marked.descendants().toList();
        Path gone = dir.resolve("gone");
        Process guard = new ProcessBuilder(
                        "/bin/bash", SCRIPT.toString(), "--gone", gone.toString(), identity, "life1", dir.toString())
                .start();
        processes.add(guard);
        assertTrue(marked.isAlive());
        guard.getOutputStream().close();
        await().atMost(PATIENCE).until(() -> !guard.isAlive());
        assertFalse(Processes.isAlive(marked.pid()));
        await().atMost(PATIENCE).until(() -> !secret.isAlive());
        // also what has a session of its own; whoever adopted them has to reap them
        await().atMost(PATIENCE).until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
        assertTrue(stranger.isAlive(), "and nothing of another daemon");
        assertTrue(later.isAlive(), "and nothing of the next life of this one");
        assertEquals("life1\n", Files.readString(gone));
    }

    @Test
    void killsWhenItsDaemonIsNotHeardOfInTimeAndGoesOn() throws Exception {
        Process first = start("sleep 1000", identity);
        open();
        guard.until(in(Duration.ofMillis(200)));
        await().atMost(PATIENCE).until(() -> !first.isAlive());
        Process second = start("sleep 1000", identity);
        await().atMost(PATIENCE).until(() -> !second.isAlive());
        guard.until(in(Duration.ofSeconds(600)));
        Process third = start("sleep 1000", identity);
        assertTrue(third.isAlive(), "the lease runs again");
    }

    @Test
    void anOrderlyEndKillsNothing() throws Exception {
        Process marked = start("sleep 1000", identity);
        open();
        long pid = guard.pid();
        guard.close();
        await().atMost(PATIENCE).until(() -> ProcessHandle.of(pid).isEmpty());
        assertTrue(marked.isAlive());
    }

    @Test
    void aKilledGuardIsStartedAnewAndKnowsTheLease() throws Exception {
        Process marked = start("sleep 1000", identity);
        open();
        guard.until(in(Duration.ofSeconds(3)));
        long first = guard.pid();
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        await().atMost(PATIENCE).until(() -> guard.pid() != first && guard.pid() != 0);
        await().atMost(PATIENCE).until(() -> !marked.isAlive());
        assertEquals(0, lost.get());
    }

    /** As when lxcfs shows a container its own uptime from then on: the next script reads another time than the last one. */
    @Test
    void theLastOrderIsGivenAgainInTheTimeThatTheNextGuardReads() throws Exception {
        Path uptime = Files.copy(Path.of("/proc/uptime"), dir.resolve("uptime"));
        Path orders = Files.createFile(dir.resolve("orders"));
        Path script = Files.writeString(dir.resolve("script"), "echo ready; exec cat >>'" + orders + "'\n");
        guard = new Guard(GuardPost.of(script, identity, "life1", dir), watcher, ProcessBuilder::start, uptime);
        guard.open();
        guard.until(in(Duration.ofSeconds(600)));
        await().atMost(PATIENCE).until(() -> Files.readAllLines(orders).size() == 2);
        Files.writeString(uptime, "1.00 0.00\n");
        ProcessHandle.of(guard.pid()).orElseThrow().destroyForcibly();
        await().atMost(PATIENCE).until(() -> Files.readAllLines(orders).size() == 3);
        List<Long> deadlines = Files.readAllLines(orders).stream()
                .skip(1)
                .map(line -> Long.parseLong(line.substring("until ".length())))
                .toList();
        assertTrue(deadlines.get(1) <= 60_100, "its clock shows a second: " + deadlines);
        assertTrue(deadlines.get(0) > deadlines.get(1), deadlines::toString);
    }

    @Test
    void aStartThatTakesLongKeepsNobodyWaitingAndCountsAsNone() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        AtomicInteger starts = new AtomicInteger();
        guard = new Guard(GuardPost.of(SCRIPT, identity, "life1", dir), watcher, command -> {
            if (starts.incrementAndGet() > 1) {
                awaitDisk(disk);
            }
            return command.start();
        });
        guard.open();
        Process marked = start("sleep 1000", identity);
        ProcessHandle.of(guard.pid()).orElseThrow().destroyForcibly();
        await().atMost(PATIENCE).until(() -> starts.get() == 2);
        guard.until(in(Duration.ofSeconds(600)));
        assertEquals(0, guard.pid());
        await().atMost(PATIENCE).until(() -> lost.get() == 1);
        assertFalse(guard.isThere());
        guard.until(in(Duration.ZERO));
        disk.countDown();
        await().atMost(PATIENCE).until(() -> back.get() == 1);
        assertTrue(guard.isThere());
        // the new one knows what was said last
        await().atMost(PATIENCE).until(() -> !marked.isAlive());
    }

    @Test
    void aDeathThatTheJdkDoesNotTellIsNoticedWithTheNextOrder() throws Exception {
        AtomicInteger starts = new AtomicInteger();
        guard = new Guard(GuardPost.of(SCRIPT, identity, "life1", dir), watcher, command -> {
            Process started = command.start();
            return starts.incrementAndGet() == 1 ? new UntoldEnd(started) : started;
        });
        guard.open();
        long first = guard.pid();
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        await().atMost(PATIENCE).until(() -> {
            guard.until(in(Duration.ofSeconds(600)));
            return guard.pid() != first && guard.pid() != 0;
        });
        assertEquals(0, lost.get());
    }

    @Test
    void aStartThatEndsInAnErrorIsReportedAndTriedAgain() throws Exception {
        AtomicInteger starts = new AtomicInteger();
        guard = new Guard(GuardPost.of(SCRIPT, identity, "life1", dir), watcher, command -> {
            if (starts.incrementAndGet() == 2) {
                throw new InternalError("as when the stack is at its end");
            }
            return command.start();
        });
        guard.open();
        ProcessHandle.of(guard.pid()).orElseThrow().destroyForcibly();
        await().atMost(PATIENCE).until(() -> lost.get() == 1);
        await().atMost(PATIENCE).until(() -> back.get() == 1);
        assertTrue(guard.isThere());
    }

    private static void awaitDisk(CountDownLatch disk) throws IOException {
        try {
            disk.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void aGuardThatStandsStillIsReplacedAndKeepsNobodyWaiting() throws Exception {
        Process marked = start("sleep 1000", identity);
        open();
        long first = guard.pid();
        Processes.signal(List.of(first), "STOP");
        // far more than a pipe takes
        for (int order = 0; order < 10_000; order++) {
            guard.until(in(Duration.ofSeconds(600)));
        }
        await().atMost(PATIENCE).until(() -> guard.pid() != first && guard.pid() != 0);
        assertTrue(marked.isAlive());
        guard.until(in(Duration.ZERO));
        await().atMost(PATIENCE).until(() -> !marked.isAlive());
    }

    @Test
    void aGuardThatHearsNothingForLongIsReplaced() throws Exception {
        open();
        long first = guard.pid();
        Processes.signal(List.of(first), "STOP");
        await().atMost(PATIENCE).until(() -> {
            guard.until(in(Duration.ofSeconds(600)));
            return guard.pid() != first && guard.pid() != 0;
        });
        assertEquals(0, lost.get());
    }

    @Test
    void aGuardThatCannotLiveIsReportedAsLost() throws Exception {
        Path bad = Files.writeString(dir.resolve("bad"), "exit 3\n");
        guard = new Guard(GuardPost.of(bad, identity, "life1", dir), watcher);
        assertThrows(IOException.class, guard::open);
        await().atMost(PATIENCE).until(() -> lost.get() == 1);
        assertEquals(0, guard.pid());
    }

    @Test
    void aNewLifeHasAGateOfItsOwnAndThatOfTheOldOneIsGone() {
        Path old = GatePipe.makeFor(dir, "life1").orElseThrow();
        assertTrue(Files.exists(old));
        Path pipe = GatePipe.makeFor(dir, "life2").orElseThrow();
        assertTrue(Files.exists(pipe));
        assertFalse(Files.exists(old));
    }

    @Test
    void commandsPassTheGateOfTheGuardWhichADeadlineClosesWhateverTheDaemonBelieves() throws Exception {
        Path pipe = GatePipe.makeFor(dir, "life1").orElseThrow();
        Recorder recorder = new Recorder();
        try (ExecProcesses exec = new ExecProcesses(identity, "life1", dir, Optional.of(pipe), recorder, recorder)) {
            exec.permitUntil(in(Duration.ofMillis(100)));
            exec.spawn(Recorder.spec(1, "echo never"));
            await().atMost(PATIENCE).until(() -> recorder.told(1).contains("spawnFailed"));

            open(GuardPost.of(SCRIPT, identity, "life1", dir).withGate(Optional.of(pipe)));
            exec.permitUntil(in(Duration.ofSeconds(600)));
            exec.spawn(Recorder.spec(2, "exec sleep 1000"));
            await().atMost(PATIENCE).until(() -> recorder.told(2).contains("spawned"));

            guard.until(in(Duration.ZERO));
            await().atMost(PATIENCE).until(() -> recorder.told(2).contains("exited"));
            exec.permitUntil(in(Duration.ofMillis(100)));
            exec.spawn(Recorder.spec(3, "echo never"));
            await().atMost(PATIENCE).until(() -> recorder.told(3).contains("spawnFailed"));

            guard.until(in(Duration.ofSeconds(600)));
            exec.permitUntil(in(Duration.ofSeconds(600)));
            exec.spawn(Recorder.spec(4, "echo again"));
            await().atMost(PATIENCE).until(() -> recorder.told(4).contains("exited"));
            assertEquals(List.of("spawned", "exited"), recorder.told(4));
        }
        assertFalse(recorder.lines.stream().anyMatch(line -> line.contains("never")));
    }

    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    private void open() throws IOException {
        open(GuardPost.of(SCRIPT, identity, "life1", dir));
    }

    private void open(GuardPost post) throws IOException {
        guard = new Guard(post, watcher);
        guard.open();
    }

    private Process start(String command, String mark) throws IOException {
        return start(command, mark, "life1.1");
    }

    private Process start(String command, String mark, String run) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command);
        builder.environment().put("MOSHA_DAEMON", mark);
        builder.environment().put("MOSHA_RUN", run);
        Process process = builder.start();
        processes.add(process);
        return process;
    }
}
