package org.mosha.node;

import java.time.Duration;
import java.util.Optional;
import org.mosha.cluster.FenceWord;
import org.mosha.model.ClStat;
import org.mosha.model.NodeId;

/**
 * What the engine sees of one node.
 *
 * @param node the node
 * @param host its host name; empty when it is not known
 * @param up whether it is up
 * @param runsMosha whether it is seen to run Mosha
 * @param contact when it was last heard of
 * @param life which life of its daemon this is, and what is known of that
 * @param report what it says of itself
 */
public record Sighting(
        NodeId node, String host, boolean up, boolean runsMosha, Contact contact, Life life, Report report) {
    /**
     * The same node, apart from when it was heard of.
     *
     * @return the sighting without times
     */
    public Sighting timeless() {
        return new Sighting(node, host, up, runsMosha, Contact.NEVER, life, report);
    }

    /**
     * The same node, whose status is whole after all.
     *
     * @return the sighting without damage
     */
    public Sighting undamaged() {
        Report whole = new Report(report.status(), false, report.standby());
        return new Sighting(node, host, up, runsMosha, contact, life, whole);
    }

    /** The same node after the end of its life: it says nothing, and nothing of it runs. */
    Sighting silent() {
        Contact heard = new Contact(contact.seenNanos(), contact.lookedNanos());
        Life over = new Life("", life.session(), true, Optional.empty());
        Report nothing = new Report(Optional.empty(), false, report.standby());
        return new Sighting(node, host, up, runsMosha, heard, over, nothing);
    }

    /**
     * When a node was last heard of. What it has not said until it was looked at last shows that it was silent, while the
     * time that has passed since shows nothing.
     *
     * @param seenNanos when its status was last seen to change, on this node's monotonic clock
     * @param lookedNanos when it was looked at last and could be read, before it was
     * @param firstAge how old its status was already when it was first seen, by the wall clock; zero afterwards
     */
    public record Contact(long seenNanos, long lookedNanos, Duration firstAge) {
        private static final Contact NEVER = new Contact(0, 0);

        /**
         * Was seen to change.
         *
         * @param seenNanos when its status was last seen to change, on this node's monotonic clock
         * @param lookedNanos when it was looked at last and could be read, before it was
         */
        public Contact(long seenNanos, long lookedNanos) {
            this(seenNanos, lookedNanos, Duration.ZERO);
        }

        /** For how long it was looked for and not heard. */
        Duration silence() {
            return Duration.ofNanos(lookedNanos - seenNanos);
        }

        /** How old its status is, at a time on this node's monotonic clock. */
        Duration age(long nanos) {
            return Duration.ofNanos(nanos - seenNanos).plus(firstAge);
        }
    }

    /**
     * A life of a node's daemon.
     *
     * @param incarnation which one it is; where it does not say, the one that its claims name; empty when it is not known
     * @param session how long the others shall wait after its newest heartbeat: as it says, or, where it cannot say
     *     anything, what is safe; zero when it does not say
     * @param provenGone whether its guard has proven that nothing of it runs any more
     * @param fence what was last said of shooting it; empty when nobody has, or when it was heard since it was confirmed
     *     off
     */
    public record Life(String incarnation, Duration session, boolean provenGone, Optional<FenceWord> fence) {
        /**
         * Tells whether it was shot for certain.
         *
         * @return whether it was confirmed off and not heard since
         */
        public boolean isConfirmedOff() {
            return fence.filter(FenceWord::isConfirmed).isPresent();
        }
    }

    /**
     * What a node says of itself.
     *
     * @param status the status of its groups; empty when it says nothing
     * @param damaged whether what it says can only be read in part
     * @param standby whether it keeps its groups stopped
     */
    public record Report(Optional<ClStat> status, boolean damaged, boolean standby) {}
}
