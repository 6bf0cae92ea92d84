package org.mosha.node;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mosha.cluster.FenceWord;
import org.mosha.model.ClStat;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;

/**
 * Everything that the engine sees at one moment. The claims are not newer than the nodes: the owner of a claim shows in
 * the life that has made it, or in a later one.
 *
 * @param connected whether the engine works
 * @param trouble why it does not; empty when it does
 * @param nodes all nodes that it knows, this one included
 * @param claims who has which group; must not change any more
 * @param cltab the newest cltab
 * @param hactl the newest hactl
 * @param order which order keeps this node's groups stopped, so that each one is seen once; empty when there is none
 * @param warnings what an operator should look at, each one line
 */
public record EngineView(
        boolean connected,
        String trouble,
        SortedMap<NodeId, Sighting> nodes,
        SortedMap<GroupName, ClaimSeen> claims,
        ConfigText cltab,
        ConfigText hactl,
        Optional<String> order,
        List<String> warnings) {
    /** Copies the collections except the claims, which are compared in no time while they are the same object. */
    public EngineView {
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
        claims = Collections.unmodifiableSortedMap(claims);
        warnings = List.copyOf(warnings);
    }

    /**
     * Tells whether this node was told to keep its groups stopped.
     *
     * @return whether there is such an order
     */
    public boolean standby() {
        return order.isPresent();
    }

    /**
     * Adds what is wrong with the engine to a reason: it is mostly what is behind it.
     *
     * @param why the reason of a decision on what this view shows
     * @return the reason, in one line
     */
    public String explain(String why) {
        return trouble.isEmpty() ? why : why + ": " + trouble;
    }

    /**
     * Tells whether another view shows the same, apart from when nodes were last heard of.
     *
     * @param other the other view
     * @return whether there is nothing new in it
     */
    public boolean sameButHeartbeats(EngineView other) {
        return connected == other.connected
                && trouble.equals(other.trouble)
                && order.equals(other.order)
                && claims.equals(other.claims)
                && cltab.equals(other.cltab)
                && hactl.equals(other.hactl)
                && warnings.equals(other.warnings)
                && timeless(nodes).equals(timeless(other.nodes));
    }

    /**
     * What the engine would see in the next life of a node, whose last life is over and was cleaned up after.
     *
     * @param node the node
     * @return the view, in which it says nothing and has no claims
     */
    public EngineView without(NodeId node) {
        SortedMap<NodeId, Sighting> others = new TreeMap<>(nodes);
        others.computeIfPresent(node, (id, seen) -> seen.silent());
        SortedMap<GroupName, ClaimSeen> kept = new TreeMap<>(claims);
        kept.values().removeIf(claim -> claim.node().equals(node));
        return new EngineView(connected, trouble, others, kept, cltab, hactl, order, warnings);
    }

    private static List<Sighting> timeless(SortedMap<NodeId, Sighting> nodes) {
        return nodes.values().stream().map(Sighting::timeless).toList();
    }

    /**
     * What the engine sees of one node.
     *
     * @param node the node
     * @param host its host name; empty when it is not known
     * @param up whether it is up
     * @param runsMosha whether it is seen to run Mosha
     * @param seenNanos when its status was last seen to change, on this node's monotonic clock
     * @param lookedNanos when it was looked at last and could be read, before it was: what it has not said until then
     *     shows that it was silent, while the time that has passed since shows nothing
     * @param firstAge how old its status was already when it was first seen, by the wall clock; zero afterwards
     * @param incarnation which life of its daemon this is; where it does not say, the one that its claims name; empty when
     *     it is not known
     * @param status what it says of its groups; empty when it says nothing
     * @param damaged whether what it says can only be read in part
     * @param standby whether it keeps its groups stopped
     * @param provenGone whether its guard has proven that nothing of this life of its daemon runs any more
     * @param session how long the others shall wait after its newest heartbeat: as it says, or, where it cannot say
     *     anything, what is safe; zero when it does not say
     * @param fence what was last said of shooting this life of it; empty when nobody has, or when it was heard since
     *     it was confirmed off
     */
    public record Sighting(
            NodeId node,
            String host,
            boolean up,
            boolean runsMosha,
            long seenNanos,
            long lookedNanos,
            Duration firstAge,
            String incarnation,
            Optional<ClStat> status,
            boolean damaged,
            boolean standby,
            boolean provenGone,
            Duration session,
            Optional<FenceWord> fence) {
        /**
         * The same node, apart from when it was heard of.
         *
         * @return the sighting without times
         */
        public Sighting timeless() {
            return new Sighting(
                    node,
                    host,
                    up,
                    runsMosha,
                    0,
                    0,
                    Duration.ZERO,
                    incarnation,
                    status,
                    damaged,
                    standby,
                    provenGone,
                    session,
                    fence);
        }

        /**
         * The same node, whose status is whole after all.
         *
         * @return the sighting without damage
         */
        public Sighting undamaged() {
            return new Sighting(
                    node,
                    host,
                    up,
                    runsMosha,
                    seenNanos,
                    lookedNanos,
                    firstAge,
                    incarnation,
                    status,
                    false,
                    standby,
                    provenGone,
                    session,
                    fence);
        }

        private Sighting silent() {
            return new Sighting(
                    node,
                    host,
                    up,
                    runsMosha,
                    seenNanos,
                    lookedNanos,
                    Duration.ZERO,
                    "",
                    Optional.empty(),
                    false,
                    standby,
                    true,
                    session,
                    Optional.empty());
        }
    }

    /**
     * A claim.
     *
     * @param node who has it
     * @param incarnation which life of that node's daemon took it
     * @param epoch its epoch
     * @param ours whether it is this daemon's, in its present life
     */
    public record ClaimSeen(NodeId node, String incarnation, long epoch, boolean ours) {}
}
