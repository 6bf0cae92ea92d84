package org.mosha.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosha.linux.Libc;

/** The clock that every process of the machine can read: the time since it booted, sleep included. */
public final class BootClock {
    private static final int CLOCK_MONOTONIC = 1;
    private static final int CLOCK_BOOTTIME = 7;
    private static final long NANOS_A_SECOND = 1_000_000_000L;
    private static final long NANOS_A_HUNDREDTH = 10_000_000L;
    private static final long HUNDREDTHS_A_SECOND = 100;
    private static final Pattern UPTIME = Pattern.compile("(?<seconds>\\d{1,12})\\.(?<hundredths>\\d\\d) ");
    private static final int MOST_LOOKS = 20;

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
        return time[0] * HUNDREDTHS_A_SECOND + time[1] / NANOS_A_HUNDREDTH;
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
        return time[0] * NANOS_A_SECOND + time[1];
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
        return now + Math.floorDiv(nanos - System.nanoTime(), NANOS_A_HUNDREDTH);
    }

    /**
     * By how much the clock of a file like {@code /proc/uptime}, which is all that a script can read, is behind this one: where
     * a container shows its own uptime there, as with lxcfs, by how long the machine was up before. When this process is
     * frozen meanwhile, the result is too large rather than too small.
     *
     * @param uptime the file
     * @return hundredths of a second
     * @throws IOException when the file does not tell the time, with a sentence
     */
    static long behind(Path uptime) throws IOException {
        long behind = Long.MAX_VALUE;
        boolean quick = false;
        for (int look = 0; look < MOST_LOOKS && !quick; look++) {
            long before = hundredths();
            long shown = read(uptime);
            long after = hundredths();
            behind = Math.min(behind, after - shown);
            quick = after - before <= 1;
        }
        // a hundredth may begin in between
        return Math.abs(behind) <= 1 ? 0 : behind;
    }

    private static long read(Path uptime) throws IOException {
        Matcher text = UPTIME.matcher(Files.readString(uptime, StandardCharsets.ISO_8859_1));
        if (!text.lookingAt()) {
            throw new IOException(uptime + " does not tell the time");
        }
        return Long.parseLong(text.group("seconds")) * HUNDREDTHS_A_SECOND + Long.parseLong(text.group("hundredths"));
    }
}
