package org.mosha.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A daemon tells times in UTC, so that those of several machines compare; its log has local time, and so do people. */
final class LocalTimes {
    private static final Pattern UTC =
            Pattern.compile("^(?:\\d+ +)?(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z)");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx");

    private LocalTimes() {}

    /**
     * A line with the time at its beginning, maybe after a number, in a zone's time with its offset; as exact as it was.
     * Any other line stays as it is.
     */
    static String of(String line, ZoneId zone) {
        Matcher time = UTC.matcher(line);
        if (!time.find()) {
            return line;
        }
        DateTimeFormatter format = time.group(2) == null ? SECONDS : MILLIS;
        String local = format.format(Instant.parse(time.group(1)).atZone(zone));
        return line.substring(0, time.start(1)) + local + line.substring(time.end(1));
    }
}
