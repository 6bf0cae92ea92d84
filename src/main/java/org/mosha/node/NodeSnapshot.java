package org.mosha.node;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mosha.cluster.Quorum;
import org.mosha.config.Problem;
import org.mosha.model.GroupName;
import org.mosha.model.HaStat;
import org.mosha.model.NodeId;

/**
 * Everything that the outside may see of a node, as of the end of one cycle. Immutable.
 *
 * @param self this node
 * @param engine the cluster engine's name: {@code directory} or {@code zookeeper}
 * @param engineConnected whether the engine works at present
 * @param standby whether this node was told to halt and keeps its groups stopped
 * @param nodes all known nodes
 * @param groups all groups that cltab, hactl or a node's status knows
 * @param hastat the consolidated status
 * @param quorum the quorum
 * @param cycle the cycle
 * @param fence the fencing
 * @param pauses the pauses of the daemon
 * @param guarded whether there is a guard that would kill what runs if the daemon died
 * @param configProblems what is wrong with the newest cltab, hactl and settings
 */
public record NodeSnapshot(
        NodeId self,
        String engine,
        boolean engineConnected,
        boolean standby,
        SortedMap<NodeId, MemberView> nodes,
        SortedMap<GroupName, GroupView> groups,
        HaStat hastat,
        QuorumView quorum,
        CycleView cycle,
        FenceView fence,
        PauseView pauses,
        boolean guarded,
        List<Problem> configProblems) {
    /** Copies the collections. */
    public NodeSnapshot {
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
        groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
        configProblems = List.copyOf(configProblems);
    }

    /**
     * The same after another cycle.
     *
     * @param now the cycle
     * @param pausesNow the pauses
     * @return a snapshot that is equal in everything else
     */
    NodeSnapshot withCycle(CycleView now, PauseView pausesNow) {
        return new NodeSnapshot(
                self,
                engine,
                engineConnected,
                standby,
                nodes,
                groups,
                hastat,
                quorum,
                now,
                fence,
                pausesNow,
                guarded,
                configProblems);
    }

    /**
     * The quorum.
     *
     * @param quorate whether this node may run groups: it is in touch with its cluster, and enough nodes are seen
     * @param visible how many nodes are seen to run Mosha, this one included
     * @param remembered how many there were at best since the last time it was set
     * @param required how many are needed
     * @param ratio the part of the remembered nodes that is needed
     */
    public record QuorumView(boolean quorate, int visible, int remembered, int required, double ratio) {
        /**
         * Tells how many nodes are needed of so many.
         *
         * @param nodes how many are remembered
         * @return how many are needed then
         */
        public int requiredOf(int nodes) {
            return Quorum.fresh(ratio).reset(nodes).required();
        }
    }

    /**
     * The cycle.
     *
     * @param seconds the cycle time: the longest wait, in seconds
     * @param lastMillis how long the last cycle took, in milliseconds
     * @param cycles how many there were
     * @param wakeups how many of them began early since something had happened
     */
    public record CycleView(double seconds, double lastMillis, long cycles, long wakeups) {}

    /**
     * The pauses: when the daemon did not get on for a tenth of a second or more.
     *
     * @param lastMillis how long the last one was, in milliseconds; 0 before the first
     * @param longestMillis how long the longest one was, in milliseconds
     * @param count how many there were
     */
    public record PauseView(long lastMillis, long longestMillis, long count) {}

    /**
     * The fencing.
     *
     * @param method the stomith setting as it is in force
     * @param count how many nodes this node has tried to shoot since it started
     * @param failures how many of these tries failed or took too long; one that is only logged is none
     * @param lastNode the node of the last try
     * @param lastResult its result; empty before the first
     * @param pending the nodes that are to be shot, or whose shot is not confirmed
     */
    public record FenceView(
            String method,
            long count,
            long failures,
            Optional<NodeId> lastNode,
            String lastResult,
            SortedSet<NodeId> pending) {
        /** Copies the set. */
        public FenceView {
            pending = Collections.unmodifiableSortedSet(new TreeSet<>(pending));
        }
    }
}
