package org.mosha.node;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last things that happened, each a line with its time. Safe for use by several threads. */
final class History {
    private static final int ROOM = 2_000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Deque<String> lines = new ArrayDeque<>();

    synchronized void add(Instant when, String text) {
        if (lines.size() == ROOM) {
            lines.removeFirst();
        }
        lines.addLast(TIME.format(when) + " " + text);
    }

    /** The newest lines, oldest first. */
    synchronized List<String> last(int count) {
        List<String> all = new ArrayList<>(lines);
        return List.copyOf(all.subList(Math.max(0, all.size() - Math.max(0, count)), all.size()));
    }
}
