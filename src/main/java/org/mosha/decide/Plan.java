package org.mosha.decide;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mosha.cluster.ClusterView;
import org.mosha.cluster.Quorum;
import org.mosha.fence.StomithList;
import org.mosha.fence.Suspect;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;

/**
 * What a node does in one cycle, and why.
 *
 * @param node the node
 * @param nodes the nodes that are up, by number
 * @param quorum the quorum's verdict
 * @param suspects the STOMITH list, also with those that are not to be shot yet
 * @param groups for each group that hactl or a status names what was found and decided
 * @param longestWait how long to wait for an event before the next cycle begins without one
 * @param after what to remember
 * @param view the cluster as it was seen
 */
public record Plan(
        NodeId node,
        List<NodeId> nodes,
        Quorum.Outcome quorum,
        List<Suspect> suspects,
        SortedMap<GroupName, GroupPlan> groups,
        Duration longestWait,
        Memory after,
        ClusterView view) {
    /** Copies the collections. */
    public Plan {
        Objects.requireNonNull(node, "node");
        nodes = List.copyOf(nodes);
        Objects.requireNonNull(quorum, "quorum");
        suspects = List.copyOf(suspects);
        groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
        Objects.requireNonNull(longestWait, "longestWait");
        Objects.requireNonNull(after, "after");
        Objects.requireNonNull(view, "view");
    }

    /**
     * One group's part of a plan.
     *
     * @param metrics what was found
     * @param decision what was decided
     * @param best the node that is best placed; empty unless the group is free to be taken
     */
    public record GroupPlan(Metrics metrics, Decision decision, Optional<NodeId> best) {
        /**
         * The rule that held.
         *
         * @return the rule
         */
        public Rule rule() {
            return decision.rule();
        }

        /**
         * The level that the local init is told.
         *
         * @return the level; empty for none
         */
        public Optional<Runlevel> tell() {
            return decision.tell();
        }

        /**
         * The reason.
         *
         * @return one line
         */
        public String why() {
            return decision.why();
        }
    }

    /**
     * The nodes to be shot now.
     *
     * @return their numbers, in order
     */
    public List<NodeId> stomith() {
        return StomithList.toShoot(suspects);
    }

    /**
     * The decisions in sorted order of the groups.
     *
     * @return one for each group
     */
    public List<Decision> decisions() {
        return groups.values().stream().map(GroupPlan::decision).toList();
    }
}
