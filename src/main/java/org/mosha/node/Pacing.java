package org.mosha.node;

import java.time.Duration;

/**
 * When the next cycle begins. What the cluster or a person says is looked into at once. What processes do is handled at
 * once too, but thought about only a moment later, so that thinking takes no processor from a process that is just
 * being started again; and after a rest that grows with what thinking takes: while a thousand processes start or end,
 * one cycle for each would keep the node from its work.
 */
final class Pacing {
    /** While things keep happening, a cycle at most takes one part in so many of the time, and one. */
    private static final long REST = 10;

    private static final long MOMENT_NANOS = Duration.ofMillis(3).toNanos();
    private static final long LONGEST_REST_NANOS = Duration.ofMillis(400).toNanos();

    private long beganNanos;
    private long restedNanos;
    private long dueNanos;
    private boolean due;

    /** Something is to be thought about. */
    void happened(boolean urgent, long now) {
        long at = urgent ? now : now + Math.max(MOMENT_NANOS, restedNanos - now);
        if (!due || at - dueNanos < 0) {
            dueNanos = at;
        }
        due = true;
    }

    /** A cycle is done, and all that has happened was thought about. */
    void done(long began, long ended) {
        due = false;
        beganNanos = began;
        restedNanos = ended + Math.min(LONGEST_REST_NANOS, REST * (ended - began));
    }

    /** Whether a cycle is to begin since something has happened. */
    boolean isWoken(long now) {
        return due && dueNanos - now <= 0;
    }

    /** Whether a cycle is to begin since the last one was so long ago. */
    boolean isOver(long longestNanos, long now) {
        return now - beganNanos >= longestNanos;
    }

    /** Nanoseconds until a cycle is to begin. */
    long untilNext(long longestNanos, long now) {
        long rest = longestNanos - (now - beganNanos);
        return Math.max(0, due ? Math.min(dueNanos - now, rest) : rest);
    }
}
