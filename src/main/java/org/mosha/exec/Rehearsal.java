package org.mosha.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;
import org.mosha.model.GroupName;
import org.mosha.model.RunId;
import org.mosha.model.Tag;
import org.mosha.node.ProcessPort;
import org.mosha.node.ProcessSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a command that does nothing some times, in the very way in which all commands are started, so that the JVM has
 * compiled what starts a process and sees it end before there is one that is to be back soon. Nobody is told of it: it
 * has threads, marks and records of its own, which go with it. It takes some milliseconds of processor time a round.
 */
public final class Rehearsal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final String incarnation;
    private final Path varDir;
    private final Optional<Path> gatePipe;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Semaphore ended = new Semaphore(0);
    private Optional<Thread> thread = Optional.empty();

    /**
     * Prepares a rehearsal.
     *
     * @param incarnation names this life of the daemon
     * @param varDir where it makes a directory for as long as it takes
     * @param gatePipe the pipe that every command has to open; empty for none
     */
    public Rehearsal(String incarnation, Path varDir, Optional<Path> gatePipe) {
        this.incarnation = incarnation;
        this.varDir = varDir;
        this.gatePipe = gatePipe;
    }

    /**
     * Begins, and returns at once.
     *
     * @param rounds how many commands are started, one after the other
     * @param before how long nothing happens first, so that the daemon's own work is done
     * @param between how long nothing happens after each command
     */
    public void begin(int rounds, Duration before, Duration between) {
        Thread begun = new Thread(() -> run(rounds, before, between), "mosha-rehearsal");
        begun.setDaemon(true);
        begun.start();
        thread = Optional.of(begun);
    }

    private void run(int rounds, Duration before, Duration between) {
        try {
            if (!isClosedWithin(before)) {
                int done = rehearse(rounds, between);
                LOG.debug("rehearsed {} starts", done);
            }
        } catch (IOException | RuntimeException e) {
            // only time is lost
            LOG.debug("starts cannot be rehearsed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Rehearses on the caller's thread, until it is closed or a command does not end.
     *
     * @return how many commands have ended
     */
    int rehearse(int rounds, Duration between) throws IOException, InterruptedException {
        Path scratch = Files.createDirectories(varDir.resolve("rehearsal"));
        int done = 0;
        // no daemon has such a name, so nothing of it is ever taken for a command
        String identity = scratch.toString();
        try (ExecProcesses processes =
                new ExecProcesses(identity, incarnation, scratch, gatePipe, new Ends(), (group, tag, line) -> {})) {
            boolean goesOn = true;
            while (goesOn && done < rounds) {
                processes.spawn(nothing(new RunId(done + 1)));
                goesOn = ended.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                done += goesOn ? 1 : 0;
                goesOn &= !isClosedWithin(between);
            }
        } finally {
            FileUtils.deleteDirectory(scratch.toFile());
        }
        return done;
    }

    private boolean isClosedWithin(Duration time) throws InterruptedException {
        return closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static ProcessSpec nothing(RunId run) {
        return new ProcessSpec(
                run,
                new GroupName("rehearsal"),
                new Tag("nothing"),
                "exec true",
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Starts no further command, and waits a moment for the last one. */
    @Override
    public void close() {
        closed.countDown();
        try {
            if (thread.isPresent()) {
                thread.get().join(PATIENCE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A command that could not be started is never heard of again. */
    private final class Ends implements ProcessPort.Listener {
        @Override
        public void spawned(RunId run, long pid) {}

        @Override
        public void spawnFailed(RunId run, String reason) {
            LOG.debug("a start cannot be rehearsed: {}", reason);
        }

        @Override
        public void exited(RunId run, int exitCode, boolean othersLive) {
            ended.release();
        }

        @Override
        public void gone(RunId run) {}
    }
}
