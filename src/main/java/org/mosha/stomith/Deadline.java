package org.mosha.stomith;

import java.time.Duration;

/**
 * The end of somebody's time.
 *
 * @param atNanos the time on the monotonic clock
 */
record Deadline(long atNanos) {
    /**
     * A time that begins now.
     *
     * @param duration how long it is
     * @return its end
     */
    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /**
     * The time that is left.
     *
     * @return in nanoseconds; 0 or less when it is over
     */
    long leftNanos() {
        return atNanos - System.nanoTime();
    }
}
