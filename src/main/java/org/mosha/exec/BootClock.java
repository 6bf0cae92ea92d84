package org.mosha.exec;

import org.mosha.linux.Libc;

/** The clock that every process of the machine can read: the time since it booted, sleep included. */
public final class BootClock {
    private static final int CLOCK_MONOTONIC = 1;
    private static final int CLOCK_BOOTTIME = 7;
    private static final long SECOND = 1_000_000_000L;
    private static final long NANOS = 10_000_000L;
    private static final long A_SECOND = 100;

    private BootClock() {}

    /**
     * Reads the clock.
     *
     * @return hundredths of a second since the machine booted, as in {@code /proc/uptime}
     */
    static long hundredths() {
        // two numbers of the size of a pointer; with an array that was just made it cannot fail
        long[] time = new long[2];
        Libc.clock_gettime(CLOCK_BOOTTIME, time);
        return time[0] * A_SECOND + time[1] / NANOS;
    }

    /**
     * How long the machine has slept since it booted.
     *
     * @return nanoseconds; what passes between two readings is part of it
     */
    public static long sleptNanos() {
        long awake = read(CLOCK_MONOTONIC);
        return read(CLOCK_BOOTTIME) - awake;
    }

    private static long read(int clock) {
        long[] time = new long[2];
        Libc.clock_gettime(clock, time);
        return time[0] * SECOND + time[1];
    }

    /**
     * Translates a time of {@link System#nanoTime}. When this process is frozen in between, the result is too early
     * rather than too late.
     *
     * @param nanos the time
     * @return hundredths of a second since the machine booted
     */
    static long hundredths(long nanos) {
        // first the one, then the other: what passes between the two readings makes the result earlier
        long now = hundredths();
        return now + Math.floorDiv(nanos - System.nanoTime(), NANOS);
    }
}
