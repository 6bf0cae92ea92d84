package org.mosha.exec;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The script outside the JVM that kills everything that this daemon has started, when the daemon dies, or when it is
 * not heard of in time, frozen as it may be. {@code bin/mosha-guard} is the script; this is the daemon's end of it.
 * When the script is killed it is started anew at once, and knows what the last one knew.
 */
public final class Guard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.guard");
    private static final Path BASH = Path.of("/bin/bash");
    /** What the script reads the time from. */
    private static final Path UPTIME = Path.of("/proc/uptime");

    private static final String READY = "ready";
    private static final String GATE = "gate-";
    /** A script that ends so soon after its start will not do at all. */
    private static final Duration TOO_FAST = Duration.ofSeconds(1);

    private static final int MOST_FAST_DEATHS = 3;
    /** After how long it is tried again when there is none to be had. */
    private static final Duration TRY_AGAIN = Duration.ofSeconds(3);

    private final GuardPost post;
    private final Watcher watcher;
    private Process process;
    private OrderPipe orders;
    private String lastOrder = "hold\n";
    private long startedNanos;
    private long clockBehind;
    private int fastDeaths;
    private boolean lost;
    private boolean closed;

    /** Hears when there is no guard, on some thread. */
    public interface Watcher {
        /**
         * There is no guard any more, and none can be started for the time being.
         *
         * @param why one line
         */
        void guardLost(String why);

        /** There is a guard again. */
        void guardBack();
    }

    /**
     * Prepares a guard.
     *
     * @param post what it guards
     * @param watcher hears when it is lost
     */
    public Guard(GuardPost post, Watcher watcher) {
        this.post = Objects.requireNonNull(post, "post");
        this.watcher = Objects.requireNonNull(watcher, "watcher");
    }

    /**
     * Makes the pipe that commands have to open, where the file system can have such a thing, in the place of those of
     * earlier lives. Each life has its own: what an earlier one was about to start must not pass the gate of this one.
     *
     * @param varDir where
     * @param incarnation names this life of the daemon
     * @return the pipe; empty when there can be none
     */
    public static Optional<Path> makeGate(Path varDir, String incarnation) {
        try (DirectoryStream<Path> earlier = Files.newDirectoryStream(varDir, GATE + "*")) {
            for (Path pipe : earlier) {
                // a guard of an earlier life may still hold it open
                Files.delete(pipe);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("cannot remove the gate of an earlier life: {}", e.getMessage());
            return Optional.empty();
        }
        return Optional.of(varDir.resolve(GATE + incarnation)).filter(SpawnGate::makePipe);
    }

    /**
     * Starts the script, and waits until it is on its guard.
     *
     * @throws IOException when it cannot be started, with a sentence
     */
    public void open() throws IOException {
        Process started;
        synchronized (this) {
            started = start();
        }
        awaitReady(started);
    }

    private static void awaitReady(Process started) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        String line = reader.readLine();
        if (!READY.equals(line)) {
            throw new IOException("the guard does not work: " + (line == null ? "it has ended" : line));
        }
    }

    private Process start() throws IOException {
        if (!Files.isExecutable(BASH)) {
            throw new IOException("the guard needs " + BASH + ", which is not there");
        }
        clockBehind = BootClock.behind(UPTIME);
        post.gate().ifPresent(SpawnGate::makePipe);
        OrderPipe pipe = new OrderPipe();
        Process started;
        try {
            ProcessBuilder builder = new ProcessBuilder(post.command())
                    .directory(new File("/"))
                    .redirectInput(pipe.readEnd())
                    .redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
            started = builder.start();
        } catch (IOException e) {
            pipe.close();
            throw e;
        }
        pipe.begin();
        process = started;
        orders = pipe;
        startedNanos = System.nanoTime();
        order(lastOrder);
        started.onExit().thenAccept(this::ended);
        return started;
    }

    /**
     * Has everything killed unless a further word comes in time.
     *
     * @param nanos the time at which it is killed, of {@link System#nanoTime}
     */
    public synchronized void until(long nanos) {
        order("until " + (BootClock.hundredths(nanos) - clockBehind) + "\n");
    }

    /**
     * The script's process.
     *
     * @return its pid; 0 when there is none
     */
    public synchronized long pid() {
        return process == null ? 0 : process.pid();
    }

    private void order(String order) {
        lastOrder = order;
        if (process == null) {
            return;
        }
        if (!orders.give(order, System.nanoTime())) {
            LOG.error("the guard, pid {}, does not take its orders, and is replaced", process.pid());
            process.destroyForcibly();
            orders.close();
        }
    }

    private void ended(Process dead) {
        String why = replace(dead);
        if (!why.isEmpty()) {
            watcher.guardLost(why);
            tryLater();
        }
    }

    /** Starts another one; says why not, once. */
    private synchronized String replace(Process dead) {
        if (closed || dead != process) {
            return "";
        }
        process = null;
        orders.close();
        LOG.error("the guard, pid {}, has died (exit code {})", dead.pid(), dead.exitValue());
        boolean fast = System.nanoTime() - startedNanos < TOO_FAST.toNanos();
        fastDeaths = fast ? fastDeaths + 1 : 0;
        String why = "the guard has died " + fastDeaths + " times in a row, with exit code " + dead.exitValue();
        if (fastDeaths < MOST_FAST_DEATHS) {
            try {
                start();
                LOG.info("a new guard runs, pid {}", process.pid());
                return "";
            } catch (IOException e) {
                why = "no new guard can be started: " + e.getMessage();
            }
        }
        boolean news = !lost;
        lost = true;
        return news ? why : "";
    }

    private void tryLater() {
        CompletableFuture.delayedExecutor(TRY_AGAIN.toMillis(), TimeUnit.MILLISECONDS)
                .execute(this::tryAgain);
    }

    private void tryAgain() {
        try {
            Process started;
            synchronized (this) {
                if (closed) {
                    return;
                }
                started = process == null ? start() : process;
            }
            awaitReady(started);
            synchronized (this) {
                if (process != started) {
                    throw new IOException("it has ended at once");
                }
                lost = false;
            }
            LOG.info("there is a guard again, pid {}", started.pid());
            watcher.guardBack();
        } catch (IOException e) {
            LOG.debug("there is still no guard: {}", e.getMessage());
            tryLater();
        }
    }

    /** Ends the script in order: whatever still runs is left alone. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (process != null) {
            order("quit\n");
            orders.close();
        }
    }
}
