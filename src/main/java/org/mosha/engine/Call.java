package org.mosha.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Something that is done on an engine's thread for somebody else, who waits for it, but not for ever.
 *
 * @param <T> what comes of it
 * @param task does it
 * @param patience how long it is waited for
 * @param silent who has not answered when that is over, for people
 */
public record Call<T>(Callable<T> task, Duration patience, String silent) {
    private static final Duration LOOK = Duration.ofMillis(50);
    /** How long it is waited for when it is given up. */
    private static final Duration LAST = Duration.ofSeconds(1);

    /**
     * Has it done, and waits for it. What has not begun when the patience is over, or the caller is
     * interrupted, is never done.
     *
     * @param thread hands a task to the engine's thread
     * @return what came of it
     * @throws IOException when it has failed, with what it failed with as its cause; or when it has not ended in time
     */
    public T on(Consumer<Runnable> thread) throws IOException {
        return on(thread, () -> false);
    }

    /**
     * The same, but the patience is over a moment after it is given up.
     *
     * @param thread hands a task to the engine's thread
     * @param givenUp whether nobody wants it any more; asked often
     * @return what came of it
     * @throws IOException when it has failed, with what it failed with as its cause; or when it has not ended in time
     */
    public T on(Consumer<Runnable> thread, BooleanSupplier givenUp) throws IOException {
        CompletableFuture<T> done = new CompletableFuture<>();
        thread.accept(() -> {
            if (done.isDone()) {
                // whoever asked was told that it has failed
                return;
            }
            try {
                done.complete(task.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        try {
            return await(done, givenUp);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (TimeoutException e) {
            done.cancel(false);
            throw new IOException(silent + e.getMessage(), e);
        } catch (InterruptedException e) {
            done.cancel(false);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private T await(CompletableFuture<T> done, BooleanSupplier givenUp)
            throws InterruptedException, ExecutionException, TimeoutException {
        long end = System.nanoTime() + patience.toNanos();
        boolean hurried = false;
        while (true) {
            long left = end - System.nanoTime();
            try {
                return done.get(Math.min(Math.max(0, left), LOOK.toNanos()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (left <= 0) {
                    throw new TimeoutException(
                            hurried
                                    ? " has not answered yet"
                                    : " has not answered within " + patience.toSeconds() + " s");
                }
                // what asks for itself whether it is given up has a better reason to tell
                if (!hurried && left > LAST.toNanos() && givenUp.getAsBoolean()) {
                    hurried = true;
                    end = System.nanoTime() + LAST.toNanos();
                }
            }
        }
    }

    private static IOException failure(Throwable cause) {
        if (cause instanceof IOException) {
            return new IOException(cause.getMessage(), cause);
        }
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        throw new IllegalStateException(cause);
    }
}
