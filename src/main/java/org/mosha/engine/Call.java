package org.mosha.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    /**
     * Has it done, and waits for it. What has not begun when the patience is over, or the caller is
     * interrupted, is never done.
     *
     * @param thread hands a task to the engine's thread
     * @return what came of it
     * @throws IOException when it has failed, with what it failed with as its cause; or when it has not ended in time
     */
    public T on(Consumer<Runnable> thread) throws IOException {
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
            return done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (TimeoutException e) {
            done.cancel(false);
            throw new IOException(silent + " has not answered within " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            done.cancel(false);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
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
