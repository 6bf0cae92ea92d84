package org.mosha.engine;

import java.time.Duration;

/** When a clstat is written again that has not changed, so that it does not look old. */
public final class StatusRefresh {
    /** How long it may take until a node that knows no other can write it again. */
    private static final Duration CHANCE = Duration.ofSeconds(1);

    private StatusRefresh() {}

    /**
     * How old it has to be for that. It may become a third of the time-out old, and the next chance to write it comes within
     * a second, or a bit later where the machine is busy.
     *
     * @param timeout when a status counts as stale
     * @return a quarter of that, or less where that is short
     */
    public static Duration after(Duration timeout) {
        Duration early = timeout.dividedBy(3).minus(CHANCE.multipliedBy(2));
        Duration least = timeout.dividedBy(8);
        Duration most = timeout.dividedBy(4);
        if (early.compareTo(least) < 0) {
            return least;
        }
        return early.compareTo(most) < 0 ? early : most;
    }
}
