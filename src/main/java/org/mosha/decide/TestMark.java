package org.mosha.decide;

import java.time.Duration;
import java.util.Objects;

/**
 * A note that a group's test failed on a node.
 *
 * @param at when it failed last, on this node's monotonic clock
 * @param until until when the node ranks last for the group
 * @param failures how often it failed in a row
 * @param note what it gave ("exit code 1"); or empty
 */
public record TestMark(Duration at, Duration until, int failures, String note) {
    /** Refuses nulls. */
    public TestMark {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(note, "note");
    }

    /**
     * Tells whether it still holds.
     *
     * @param now the time
     * @return false once it has expired
     */
    public boolean holds(Duration now) {
        return until.compareTo(now) > 0;
    }

    /**
     * Says it in one line.
     *
     * @param now the time
     * @return what failed when, and when the next try is
     */
    public String text(Duration now) {
        String what = note.isEmpty() ? "" : ": " + note;
        return "its test failed here " + now.minus(at).toSeconds() + " s ago" + what + ", next try in "
                + (until.minus(now).toMillis() + 999) / 1000 + " s";
    }
}
