package org.mosha.cluster;

import java.time.Duration;

/** The one rule for how old another node's status may be. */
public final class Freshness {
    private Freshness() {}

    /**
     * Tells whether a status is stale.
     *
     * @param age how long ago it was last seen to change
     * @param timeout how old it may become
     * @return true when it is older than that
     */
    public static boolean isStale(Duration age, Duration timeout) {
        return age.compareTo(timeout) > 0;
    }
}
