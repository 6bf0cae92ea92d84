package org.mosha.node;

import java.time.Duration;

/**
 * Until when this node may run groups: until so long after the newest heartbeat of its that the others can see, which
 * is shorter than the time after which they take its groups. On the monotonic clock, from when the heartbeat was said.
 *
 * <p>A node that knows no other has no deadline: there is nobody who could take its groups, and a full disk must not
 * stop it.
 */
final class Lease {
    private final Duration sessionTimeout;
    private final Adapters adapters;
    private final Journal journal;
    private long toldNanos;
    private boolean told;
    private boolean over;

    Lease(Duration sessionTimeout, Adapters adapters, Journal journal) {
        this.sessionTimeout = sessionTimeout;
        this.adapters = adapters;
        this.journal = journal;
    }

    /** For how long after a heartbeat a node may run groups: a quarter is left for the killing. */
    static Duration length(Duration sessionTimeout) {
        return sessionTimeout.multipliedBy(3).dividedBy(4);
    }

    /**
     * Looks at the newest heartbeat.
     *
     * @return true when the lease has just run out: everything is to be killed at once
     */
    boolean look(boolean alone, long heardNanos, long now) {
        if (alone) {
            over = false;
            told = false;
            adapters.noLease();
            return false;
        }
        Duration left = Duration.ofNanos(heardNanos + length(sessionTimeout).toNanos() - now);
        if (left.isNegative() || left.isZero()) {
            boolean news = !over;
            over = true;
            if (news) {
                journal.alert("this node has not reached its cluster for " + (now - heardNanos) / 1_000_000
                        + " ms: everything that it runs is killed");
            }
            return news;
        }
        if (!told || toldNanos != heardNanos) {
            told = true;
            toldNanos = heardNanos;
            adapters.lease(heardNanos + length(sessionTimeout).toNanos());
        }
        if (over) {
            over = false;
            journal.info("this node reaches its cluster again");
        }
        return false;
    }

    /** Whether it has run out. */
    boolean isOver() {
        return over;
    }

    /** Nanoseconds until it runs out, if there is no further heartbeat; the given most when there is no deadline. */
    long untilOver(long now, long most) {
        if (!told || over) {
            return most;
        }
        return Math.max(0, Math.min(most, toldNanos + length(sessionTimeout).toNanos() - now));
    }
}
