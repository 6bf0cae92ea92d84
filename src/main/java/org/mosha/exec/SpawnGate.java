package org.mosha.exec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Lets commands be started as long as this node may run groups. A JVM that was frozen may wake up in the middle of a
 * start, so the gate is asked right before it and right after it; and where there is a named pipe, which the guard
 * holds open as long as the lease runs, the command itself has to open it before it is executed.
 */
final class SpawnGate {
    /** How long a start waits for a guard that is just being replaced, or has not heard of the new lease yet. */
    private static final long PATIENCE_NANOS = 2_000_000_000;

    private static final long LOOK_AGAIN_MILLIS = 2;

    private final Optional<Path> pipe;
    private volatile OptionalLong closesAtNanos = OptionalLong.empty();

    /** A start that the guard has not let through; it may be tried again. */
    static final class Shut extends IOException {
        private static final long serialVersionUID = 1L;

        Shut() {
            super("the guard lets nothing be started");
        }
    }

    /** One try to start something. */
    interface Start {
        /**
         * Tries.
         *
         * @return the pid
         * @throws IOException when it cannot be started; {@link Shut} when it was not let through
         */
        int now() throws IOException;
    }

    /**
     * An open gate.
     *
     * @param pipe what commands have to open; empty for nothing
     */
    SpawnGate(Optional<Path> pipe) {
        // commands open it when they are in a directory of their own already
        this.pipe = pipe.map(Path::toAbsolutePath);
    }

    /** What a command has to open for writing, at once or not at all. */
    Optional<Path> pipe() {
        return pipe;
    }

    /** Closes at a time of {@link System#nanoTime}. */
    void closeAt(long nanos) {
        closesAtNanos = OptionalLong.of(nanos);
    }

    boolean isOpen() {
        OptionalLong closes = closesAtNanos;
        return closes.isEmpty() || System.nanoTime() - closes.getAsLong() < 0;
    }

    /**
     * Starts something, waiting for the guard where that is worth it.
     *
     * @param start starts it
     * @return the pid
     * @throws IOException when it cannot be started
     */
    int pass(Start start) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                return start.now();
            } catch (Shut e) {
                if (!isOpen() || System.nanoTime() - end >= 0) {
                    throw e;
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }
}
