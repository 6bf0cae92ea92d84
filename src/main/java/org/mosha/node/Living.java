package org.mosha.node;

import java.time.Duration;
import org.mosha.model.ClStat;
import org.mosha.model.HaStat;

/**
 * Says that this node lives, and knows until when it may run groups for having said so. Where nobody else is there, it is
 * said rarely. Used by the node's thread.
 */
final class Living {
    /** How often a node says that it lives where there are others. */
    private static final Duration BEAT = Duration.ofMillis(400);

    private final ClusterEngine engine;
    private final Lease lease;
    private final Duration rare;
    private final Clocks clocks;
    private long saidNanos;

    Living(NodeSetup setup, boolean alone, ClusterEngine engine, Adapters adapters, Journal journal, Clocks clocks) {
        this.engine = engine;
        this.lease =
                new Lease(alone, setup.sessionTimeout(), setup.loneSession(), adapters, journal, clocks.sleptNanos());
        this.rare = setup.loneSession().dividedBy(8);
        this.clocks = clocks;
    }

    /** Whether this node's lease is over. */
    boolean isOver() {
        return lease.isOver();
    }

    /**
     * Looks whether this node may still run groups.
     *
     * @param alone whether no other node is known
     * @return true when it has just lost that: everything is to be killed at once
     */
    boolean isLost(boolean alone) {
        return lease.look(alone, engine.heard(), clocks.nanos(), clocks.sleptNanos());
    }

    /** For how long the others had not seen that this node lives when it lost that last. */
    Duration silent() {
        return lease.silent();
    }

    /** Whether it is to be said now. */
    boolean isDue(boolean alone) {
        return !alone || !lease.isLong() || clocks.nanos() - saidNanos >= beatNanos(alone);
    }

    /** Says it, and how this node stands. */
    void say(ClStat own, HaStat consolidated, boolean standby) {
        saidNanos = clocks.nanos();
        lease.said(saidNanos);
        engine.publish(own, consolidated, standby, lease.wanted());
    }

    /** Nanoseconds until it is to be looked at; the given wait when that is shorter. */
    long untilDue(boolean alone, long now, long wait) {
        return Math.min(beatNanos(alone), lease.untilOver(now, wait));
    }

    private long beatNanos(boolean alone) {
        boolean mayRest = alone && lease.isLong() && rare.compareTo(BEAT) > 0;
        return (mayRest ? rare : BEAT).toNanos();
    }
}
