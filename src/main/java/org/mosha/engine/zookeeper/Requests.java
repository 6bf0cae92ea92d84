package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.mosha.engine.Call;
import org.mosha.node.Clocks;

/** What others have done on the engine's thread, and wait for. Safe for use by several threads. */
final class Requests {
    /** How long somebody waits for one answer. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long somebody waits for the ensemble who finds it out of reach for long. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private static final Duration AGAIN = Duration.ofMillis(50);

    private final Consumer<Runnable> tasks;
    private final Duration passing;
    private final LongSupplier heardNanos;
    private final Clocks clocks;

    /**
     * Prepares it.
     *
     * @param tasks hands a task to the engine's thread
     * @param passing for how long the ensemble may be out of reach in passing
     * @param heardNanos when the ensemble was reached last
     */
    Requests(Consumer<Runnable> tasks, Duration passing, LongSupplier heardNanos, Clocks clocks) {
        this.tasks = tasks;
        this.passing = passing;
        this.heardNanos = heardNanos;
        this.clocks = clocks;
    }

    /** Waits until something is so, or the patience is over; tells whether it is. */
    boolean await(Callable<Boolean> condition) throws IOException {
        long begin = clocks.nanos();
        while (!persist(condition)) {
            if (clocks.nanos() - begin > PATIENCE.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(AGAIN.toNanos());
        }
        return true;
    }

    /** Has something done for somebody who waits, again and again as long as the ensemble may be out of reach in passing. */
    <T> T persist(Callable<T> task) throws IOException {
        long begin = clocks.nanos();
        while (true) {
            try {
                return call(PATIENCE, task);
            } catch (NotReached e) {
                if (!mayPass(begin) || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(AGAIN.toNanos());
            }
        }
    }

    /** Whether the ensemble was reached not long ago, and so may be again in a moment. */
    private boolean mayPass(long begin) {
        long now = clocks.nanos();
        long waited = now - begin;
        boolean lately = now - heardNanos.getAsLong() < passing.toNanos();
        return waited < (lately ? passing : SHORT).toNanos();
    }

    /** Has something done on the engine's thread, and waits for it so long at most. */
    <T> T call(Duration patience, Callable<T> task) throws IOException {
        try {
            return new Call<>(task, patience, "the ensemble").on(tasks);
        } catch (IOException e) {
            if (e.getCause() instanceof NotReached cause) {
                throw new NotReached(cause.getMessage(), cause);
            }
            throw e;
        }
    }
}
