package org.mosha.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The clock that every process of the machine can read: the time since it booted, sleep included. */
final class BootClock {
    private static final Path UPTIME = Path.of("/proc/uptime");

    private BootClock() {}

    /**
     * Translates a time of {@link System#nanoTime}. When this process is frozen in between, the result is too early
     * rather than too late.
     *
     * @param nanos the time
     * @return hundredths of a second since the machine booted
     * @throws IOException when the clock cannot be read
     */
    static long hundredths(long nanos) throws IOException {
        // first the one, then the other: what passes between the two readings makes the result earlier
        String uptime = Files.readString(UPTIME, StandardCharsets.US_ASCII);
        long left = nanos - System.nanoTime();
        return parse(uptime) + Math.floorDiv(left, 10_000_000L);
    }

    static long parse(String uptime) throws IOException {
        int end = uptime.indexOf(' ');
        int point = uptime.indexOf('.');
        if (point < 0 || end != point + 3) {
            throw new IOException("cannot understand " + UPTIME + ": '" + uptime + "'");
        }
        return Long.parseLong(uptime.substring(0, point) + uptime.substring(point + 1, end));
    }
}
