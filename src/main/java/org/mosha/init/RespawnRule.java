package org.mosha.init;

import java.time.Duration;

/**
 * When a {@code respawn} entry dies too fast. Each death within the window adds a hit, each longer life takes
 * one off; with more hits than the limit the entry waits before it is started anew (Cluster::Init 0.215).
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
     * @return the hits after it, 0 or more
     */
    int hitsAfter(int hits, long livedNanos) {
        return livedNanos <= window.toNanos() ? hits + 1 : Math.max(0, hits - 1);
    }

    boolean isTooFast(int hits) {
        return hits > limit;
    }
}
