package org.mosha.decide;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;

/**
 * Ranks the eligible nodes for groups that nobody has, the same way on every node that sees the same: nodes whose
 * test failed last; then preferred nodes, in their order; then the node with the fewest groups; then a hash of group
 * and node. A node acts after {@code rank x step}, so the best one acts at once and the others only if it does not.
 *
 * <p>One value serves one cycle and is asked for the groups in sorted order: each group counts for its best node from
 * then on, so that many groups that are free at once do not all go to the node that has the fewest now.
 */
public final class Placement {
    /**
     * Where this node stands.
     *
     * @param rank how many eligible nodes are better; 0 for the best
     * @param best the best node; empty when no node is eligible
     */
    public record Standing(int rank, Optional<NodeId> best) {
        /**
         * How long this node leaves the group to better ones.
         *
         * @param step the delay of one rank
         * @return rank x step
         */
        public Duration delay(Duration step) {
            return step.multipliedBy(rank);
        }
    }

    private final NodeId self;
    private final List<NodeId> nodes;
    private final Map<NodeId, Integer> counts;

    /**
     * Begins a cycle's placement.
     *
     * @param self this node
     * @param eligible the nodes that may take groups; without this one it ranks behind all of them
     * @param counts how many groups each node has; a node that is missing has none
     */
    public Placement(NodeId self, Collection<NodeId> eligible, Map<NodeId, Integer> counts) {
        this.self = self;
        this.nodes = List.copyOf(eligible);
        this.counts = new HashMap<>(counts);
    }

    /**
     * Ranks this node for a group, and counts the group for its best node.
     *
     * @param group a group that nobody has
     * @param preferred its preferred nodes, best first
     * @param marked the nodes where its test failed
     * @return where this node stands
     */
    public Standing place(GroupName group, List<NodeId> preferred, Set<NodeId> marked) {
        Candidate mine = null;
        Candidate best = null;
        List<Candidate> candidates = new ArrayList<>(nodes.size());
        for (NodeId node : nodes) {
            Candidate candidate = candidate(group, node, preferred, marked);
            candidates.add(candidate);
            mine = node.equals(self) ? candidate : mine;
            best = best == null || candidate.compareTo(best) < 0 ? candidate : best;
        }
        if (best == null) {
            return new Standing(0, Optional.empty());
        }
        counts.merge(best.node(), 1, Integer::sum);
        return new Standing(rank(mine, candidates), Optional.of(best.node()));
    }

    private static int rank(Candidate mine, List<Candidate> candidates) {
        if (mine == null) {
            return candidates.size();
        }
        int better = 0;
        for (Candidate candidate : candidates) {
            better += candidate.compareTo(mine) < 0 ? 1 : 0;
        }
        return better;
    }

    private Candidate candidate(GroupName group, NodeId node, List<NodeId> preferred, Set<NodeId> marked) {
        int place = preferred.indexOf(node);
        return new Candidate(
                marked.contains(node),
                place < 0 ? preferred.size() : place,
                counts.getOrDefault(node, 0),
                Draws.mix(Draws.hash(group) ^ Draws.mix(node.value())),
                node);
    }

    /** A node's rank for one group: the smaller, the better. */
    private record Candidate(boolean marked, int preference, int groups, long hash, NodeId node)
            implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            if (marked != other.marked) {
                return marked ? 1 : -1;
            }
            if (preference != other.preference) {
                return Integer.compare(preference, other.preference);
            }
            if (groups != other.groups) {
                return Integer.compare(groups, other.groups);
            }
            return hash != other.hash ? Long.compare(hash, other.hash) : node.compareTo(other.node);
        }
    }
}
