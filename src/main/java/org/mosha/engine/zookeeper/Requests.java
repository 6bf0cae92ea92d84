package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.mosha.node.Clocks;

/** What others have done on the engine's thread, and wait for. Safe for use by several threads. */
final class Requests {
    /** How long somebody waits for one answer. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long somebody waits for the ensemble who finds it out of reach for long. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private static final Duration AGAIN = Duration.ofMillis(50);

    private final Wishes wishes;
    private final Duration passing;
    private final LongSupplier heardNanos;
    private final Clocks clocks;

    /**
     * Prepares it.
     *
     * @param wishes where tasks are left for the engine's thread
     * @param passing for how long the ensemble may be out of reach in passing
     * @param heardNanos when the ensemble was reached last
     */
    Requests(Wishes wishes, Duration passing, LongSupplier heardNanos, Clocks clocks) {
        this.wishes = wishes;
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
        CompletableFuture<T> done = new CompletableFuture<>();
        wishes.task(() -> {
            if (done.isDone()) {
                // nobody waits for it any more
                return;
            }
            try {
                done.complete(task.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        try {
            return done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NotReached cause) {
                throw new NotReached(cause.getMessage(), cause);
            }
            if (e.getCause() instanceof IOException cause) {
                throw new IOException(cause.getMessage(), cause);
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            done.cancel(false);
            throw new IOException("the ensemble has not answered within " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
