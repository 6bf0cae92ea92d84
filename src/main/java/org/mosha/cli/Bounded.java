package org.mosha.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls what may never answer, without waiting for ever: a frozen daemon must not freeze the client. */
final class Bounded {
    private final Duration patience;

    Bounded(Duration patience) {
        this.patience = patience;
    }

    /** The call's result; what it throws, it throws; a failure that says "... within 10 s" when it takes too long. */
    <T> T call(String otherwise, Callable<T> call) throws Exception {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "mosha-call");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new TooLong(otherwise + " within " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Failure.REFUSED, "interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Nobody has answered in time. */
    static final class TooLong extends Failure {
        private static final long serialVersionUID = 1L;

        private TooLong(String line, Throwable cause) {
            super(Failure.REFUSED, line, cause);
        }
    }
}
