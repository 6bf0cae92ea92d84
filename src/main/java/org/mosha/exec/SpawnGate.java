package org.mosha.exec;

import java.util.OptionalLong;

/**
 * Lets commands be started as long as this node may run groups. A JVM that was frozen may wake up in the middle of a
 * start, so the gate is asked right before it and right after it.
 */
final class SpawnGate {
    private volatile OptionalLong closesAtNanos = OptionalLong.empty();

    /** Closes at a time of {@link System#nanoTime}. */
    void closeAt(long nanos) {
        closesAtNanos = OptionalLong.of(nanos);
    }

    boolean isOpen() {
        OptionalLong closes = closesAtNanos;
        return closes.isEmpty() || System.nanoTime() - closes.getAsLong() < 0;
    }
}
