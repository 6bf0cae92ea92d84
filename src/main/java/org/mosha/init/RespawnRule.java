package org.mosha.init;

import java.time.Duration;

/**
 * When a {@code respawn} entry dies too fast. Each death within the window adds a hit, each longer life takes
 * one off; with more hits than the limit the entry waits before it is started anew (Cluster::Init 0.215). Otherwise than
 * there, no more than one hit over the limit is counted, and a longer life is followed by a start at once whatever was
 * before: or else an entry that once died for hours would be held back for days after it has come to run.
 *
 * @param limit how many hits are borne
 * @param window how short a life counts as a hit
 * @param pause how long it then waits
 */
public record RespawnRule(int limit, Duration window, Duration pause) {
    /**
     * Counts a death.
     *
     * @param hits the hits before it
     * @param livedNanos how long the process had lived
     * @return the hits after it, from 0 to one more than the limit
     */
    int hitsAfter(int hits, long livedNanos) {
        return isFast(livedNanos) ? Math.min(hits, limit) + 1 : Math.max(0, hits - 1);
    }

    /**
     * Tells whether the entry has to wait.
     *
     * @param hits the hits after its death
     * @param livedNanos how long the process had lived
     * @return true when this death was a hit, and there are too many
     */
    boolean isTooFast(int hits, long livedNanos) {
        return isFast(livedNanos) && hits > limit;
    }

    private boolean isFast(long livedNanos) {
        return livedNanos <= window.toNanos();
    }
}
