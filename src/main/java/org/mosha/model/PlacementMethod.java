package org.mosha.model;

import java.util.Locale;

/** How a node is chosen for a group: the setting {@code placement}. */
public enum PlacementMethod {
    /** All nodes rank themselves alike, and the best one acts first. */
    RANKED,
    /** The original's draw, with {@code balance}. */
    RANDOM;

    /** The setting's spelling. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
