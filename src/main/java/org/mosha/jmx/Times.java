package org.mosha.jmx;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The readable twins of times. */
final class Times {
    private Times() {}

    /** The ISO-8601 text of a point in time, in this machine's time zone; empty for 0, which means never. */
    static String at(long millis) {
        if (millis <= 0) {
            return "";
        }
        Instant instant = Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS);
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(ZoneId.systemDefault()));
    }

    /** A time that has passed, such as {@code 1.5 s ago}. */
    static String ago(long millis) {
        return String.format(Locale.ROOT, "%.1f s ago", millis / 1000.0);
    }
}
