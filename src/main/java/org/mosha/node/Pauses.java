package org.mosha.node;

import java.time.Duration;

/**
 * For how long this node did not get on when it should have: because the JVM or the machine stood still, was too busy,
 * or waited for a file system. What is noted is how late the node's thread was, which is what the lease suffers from; a
 * pause that fell into a wait is shorter by what was left of that. Sleep of the whole machine does not count, since the
 * monotonic clock sleeps too.
 */
final class Pauses {
    static final Duration SLICE = Duration.ofMillis(250);
    static final Duration LONE_SLICE = Duration.ofSeconds(3);
    /** What is shorter is what a busy machine does all the time. */
    static final Duration SHORTEST = Duration.ofMillis(100);

    private final Duration limit;
    private final Journal journal;
    private Duration last = Duration.ZERO;
    private Duration longest = Duration.ZERO;
    private long count;

    /**
     * Begins.
     *
     * @param limit what a pause must not reach: how long after a heartbeat a node may run groups
     * @param journal takes the warnings
     */
    Pauses(Duration limit, Journal journal) {
        this.limit = limit;
        this.journal = journal;
    }

    /**
     * Takes note of how long something took.
     *
     * @param planned how long it was to take, in nanoseconds; 0 for what should take no time worth mentioning
     * @param taken how long it took, in nanoseconds
     * @param leased whether there is a lease that can be lost by it
     * @return whether that was a pause
     */
    boolean note(long planned, long taken, boolean leased) {
        Duration late = Duration.ofNanos(taken - planned);
        if (late.compareTo(SHORTEST) < 0) {
            return false;
        }
        last = late;
        longest = late.compareTo(longest) > 0 ? late : longest;
        count++;
        if (leased && late.multipliedBy(2).compareTo(limit) >= 0) {
            journal.warn("this daemon stood still for " + late.toMillis() + " ms: after " + limit.toMillis()
                    + " ms without a heartbeat everything that it runs is killed (a busy machine, a pause of the JVM or"
                    + " a slow file system; a longer session.timeout bears more)");
        }
        return true;
    }

    /** What the outside sees of it. */
    NodeSnapshot.PauseView view() {
        return new NodeSnapshot.PauseView(last.toMillis(), longest.toMillis(), count);
    }
}
