package org.mosha.node;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last things that happened, each a line with its time. Safe for use by several threads. */
final class History {
    private static final int ROOM = 2_000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** Written out only for who asks, which is seldom. */
    private record Line(Instant when, String text) {
        @Override
        public String toString() {
            return TIME.format(when) + " " + text;
        }
    }

    private final Deque<Line> lines = new ArrayDeque<>();

    synchronized void add(Instant when, String text) {
        if (lines.size() == ROOM) {
            lines.removeFirst();
        }
        lines.addLast(new Line(when, text));
    }

    /** The newest lines, oldest first. */
    synchronized List<String> last(int count) {
        return lines.stream()
                .skip(Math.max(0, lines.size() - Math.max(0, count)))
                .map(Line::toString)
                .toList();
    }
}
