package org.mosha.cli;

import java.time.Duration;

/** How long ago something was, short enough for a table. */
final class Age {
    private Age() {}

    /** The two biggest units: {@code 7s}, {@code 3m12s}, {@code 5h03m}, {@code 12d04h}; 0 for the future. */
    static String of(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return pair(seconds / 60, "m", seconds % 60, "s");
        }
        if (seconds < 86_400) {
            return pair(seconds / 3600, "h", seconds / 60 % 60, "m");
        }
        return pair(seconds / 86_400, "d", seconds / 3600 % 24, "h");
    }

    private static String pair(long big, String bigUnit, long small, String smallUnit) {
        return big + bigUnit + (small < 10 ? "0" : "") + small + smallUnit;
    }
}
