package org.mosha.init;

import java.time.Duration;

/** The deaths of an entry's process that count, by the {@link RespawnRule}: how many there are, and what comes of them. */
final class QuickDeaths {
    private final RespawnRule rule;
    private int hits;

    /**
     * Begins with none.
     *
     * @param rule what counts
     */
    QuickDeaths(RespawnRule rule) {
        this.rule = rule;
    }

    /**
     * Counts a death.
     *
     * @param livedNanos how long the process had lived
     * @return whether there are too many, so that the entry has to wait before it is started anew
     */
    boolean add(long livedNanos) {
        hits = rule.hitsAfter(hits, livedNanos);
        return rule.isTooFast(hits, livedNanos);
    }

    /** How long it waits then. */
    Duration pause() {
        return rule.pause();
    }

    /** Why it waits, and how long, for people. */
    String note() {
        return hits + " times within " + Notes.seconds(rule.window().toNanos()) + ", next start after "
                + Notes.seconds(rule.pause().toNanos());
    }

    /** Forgets them, as for an entry that was stopped. */
    void forget() {
        hits = 0;
    }
}
