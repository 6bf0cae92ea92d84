package org.mosha.node;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;

/**
 * Everything that the engine sees at one moment. The claims are not newer than the nodes: the owner of a claim shows in
 * the life that has made it, or in a later one.
 *
 * @param trouble why the engine does not work; empty when it does
 * @param outside whether that is only that this node is none of the cluster's, as one that was removed
 * @param nodes all nodes that it knows, this one included
 * @param claims who has which group; must not change any more
 * @param cltab the newest cltab
 * @param hactl the newest hactl
 * @param order which order keeps this node's groups stopped, so that each one is seen once; empty when there is none
 * @param warnings what an operator should look at, each one line
 */
public record EngineView(
        String trouble,
        boolean outside,
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
     * What the engine of a node sees that is one of the cluster's.
     *
     * @param trouble why the engine does not work; empty when it does
     * @param nodes all nodes that it knows, this one included
     * @param claims who has which group; must not change any more
     * @param cltab the newest cltab
     * @param hactl the newest hactl
     * @param order which order keeps this node's groups stopped
     * @param warnings what an operator should look at, each one line
     */
    public EngineView(
            String trouble,
            SortedMap<NodeId, Sighting> nodes,
            SortedMap<GroupName, ClaimSeen> claims,
            ConfigText cltab,
            ConfigText hactl,
            Optional<String> order,
            List<String> warnings) {
        this(trouble, false, nodes, claims, cltab, hactl, order, warnings);
    }

    /**
     * Tells whether the engine works.
     *
     * @return whether there is no trouble
     */
    public boolean connected() {
        return trouble.isEmpty();
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
        return timeless().equals(other.timeless());
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
        return new EngineView(trouble, outside, others, kept, cltab, hactl, order, warnings);
    }

    /**
     * The same with another trouble.
     *
     * @param what why the engine does not work; empty when it does
     * @return the view
     */
    public EngineView withTrouble(String what) {
        return new EngineView(what, nodes, claims, cltab, hactl, order, warnings);
    }

    /**
     * The same with other texts.
     *
     * @param newCltab the cltab
     * @param newHactl the hactl
     * @return the view
     */
    public EngineView withConfig(ConfigText newCltab, ConfigText newHactl) {
        return new EngineView(trouble, outside, nodes, claims, newCltab, newHactl, order, warnings);
    }

    /**
     * The same, apart from when nodes were last heard of.
     *
     * @return the view without times
     */
    public EngineView timeless() {
        SortedMap<NodeId, Sighting> seen = new TreeMap<>(nodes);
        seen.replaceAll((id, sighting) -> sighting.timeless());
        return new EngineView(trouble, outside, seen, claims, cltab, hactl, order, warnings);
    }

    /**
     * A claim.
     *
     * @param node who has it
     * @param incarnation which life of that node's daemon took it
     * @param epoch its epoch
     * @param ours whether it is this daemon's, in its present life
     */
    public record ClaimSeen(NodeId node, String incarnation, long epoch, boolean ours) {
        // written out, since the JVM's first compiler alone makes something slow of a record's own
        @Override
        public boolean equals(Object other) {
            return other instanceof ClaimSeen claim
                    && epoch == claim.epoch
                    && ours == claim.ours
                    && node.equals(claim.node)
                    && incarnation.equals(claim.incarnation);
        }

        @Override
        public int hashCode() {
            return Objects.hash(node, incarnation, epoch, ours);
        }
    }
}
