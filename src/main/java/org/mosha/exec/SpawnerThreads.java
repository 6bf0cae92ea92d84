package org.mosha.exec;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.mosha.node.ProcessSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that start commands: a few, which take the starts in the order in which they come. A start may hang, in a
 * file system that does not answer, and cannot be ended: while others wait for their turn, each of them has
 * as many further threads in its place as there are usually, up to a bound. Nobody looks for hanging starts as long as no
 * start has to wait.
 */
final class SpawnerThreads implements AutoCloseable {
    /** No start takes so long of its own accord, not even one that waits for the guard. */
    static final Duration HANGS_AFTER = Duration.ofMillis(2500);

    /** How many threads there are at most, with those whose starts hang. */
    static final int MOST = 64;

    private static final Logger LOG = LoggerFactory.getLogger(SpawnerThreads.class);
    private static final Duration REST = Duration.ofSeconds(5);
    private static final long LOOKS_A_HANG = 4;

    private final int usual;
    private final Duration hangsAfter;
    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor watch;
    private final Map<Thread, Start> begun = new ConcurrentHashMap<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicBoolean watched = new AtomicBoolean();

    /** A start that has begun. */
    private static final class Start {
        private final ProcessSpec spec;
        private final long nanos = System.nanoTime();
        private boolean told;

        Start(ProcessSpec spec) {
            this.spec = spec;
        }
    }

    /**
     * Gets ready; there is no thread before the first start.
     *
     * @param usual how many threads there are while nothing hangs
     * @param hangsAfter how long a start takes at least that counts as hanging
     */
    SpawnerThreads(int usual, Duration hangsAfter) {
        this.usual = usual;
        this.hangsAfter = hangsAfter;
        threads = new ThreadPoolExecutor(
                usual, MOST, 0, TimeUnit.NANOSECONDS, new LinkedBlockingQueue<>(), daemons("mosha-spawner"));
        watch = new ScheduledThreadPoolExecutor(1, daemons("mosha-spawn-watch"));
        watch.setKeepAliveTime(REST.toMillis(), TimeUnit.MILLISECONDS);
        watch.allowCoreThreadTimeOut(true);
    }

    /** Makes threads that do not keep the daemon from ending. */
    static ThreadFactory daemons(String name) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Has a start done when its turn comes.
     *
     * @param spec what is started, for people
     * @param start does it
     * @throws RejectedExecutionException after the end
     */
    void execute(ProcessSpec spec, Runnable start) {
        threads.execute(() -> run(spec, start));
        if (pending.incrementAndGet() > usual) {
            watch();
        }
    }

    /** Whether nothing is taken any more. */
    boolean isClosed() {
        return threads.isShutdown();
    }

    private void run(ProcessSpec spec, Runnable start) {
        Thread self = Thread.currentThread();
        begun.put(self, new Start(spec));
        try {
            start.run();
        } finally {
            begun.remove(self);
            pending.decrementAndGet();
        }
    }

    private void watch() {
        if (!watched.get() && watched.compareAndSet(false, true)) {
            lookSoon();
        }
    }

    private void lookSoon() {
        try {
            watch.schedule(this::look, hangsAfter.toNanos() / LOOKS_A_HANG, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // it has ended meanwhile: nothing is started any more
        }
    }

    private void look() {
        int hanging = hanging();
        // where some hang more will, and each has to be found out
        threads.setCorePoolSize(Math.min(MOST, usual * (1 + hanging)));
        if (hanging > 0 || pending.get() > usual) {
            lookSoon();
            return;
        }
        watched.set(false);
        // one that came just now has found the watch still on
        if (pending.get() > usual) {
            watch();
        }
    }

    private int hanging() {
        long now = System.nanoTime();
        int hanging = 0;
        for (Start start : begun.values()) {
            if (now - start.nanos >= hangsAfter.toNanos()) {
                hanging++;
                tell(start, hanging);
            }
        }
        return hanging;
    }

    private void tell(Start start, int hanging) {
        if (start.told) {
            return;
        }
        start.told = true;
        LOG.warn(
                "The start of {}/{} hangs, its dir, env-file or user may not answer{}",
                start.spec.group(),
                start.spec.tag(),
                hanging < MOST ? "" : "; as so many hang, nothing else can be started");
    }

    /** Starts nothing any more, and waits a moment for the starts that are under way. */
    @Override
    public void close() {
        watch.shutdownNow();
        end(threads);
    }

    /** Has threads take nothing more, and waits a moment for what is under way. */
    static void end(ExecutorService threads) {
        threads.shutdown();
        try {
            threads.awaitTermination(REST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
