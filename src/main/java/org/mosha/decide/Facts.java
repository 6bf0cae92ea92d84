package org.mosha.decide;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.mosha.cluster.Holding;
import org.mosha.model.GroupName;
import org.mosha.model.GroupStatus;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;

/**
 * Everything that decides about one group.
 *
 * @param group the group
 * @param metrics its metrics
 * @param wanted its level in hactl; empty when hactl does not have it
 * @param local what is here of it
 * @param others the other nodes that speak of it
 * @param holding who has its claim
 * @param node what is so of this node, whatever the group
 * @param obstacle why the group cannot be run here; empty when it can
 * @param hold what keeps this node from planning it for now: a failed test, or a back-off
 * @param turn whether it is this node's turn to plan it; only asked when nobody has it
 */
public record Facts(
        GroupName group,
        Metrics metrics,
        Optional<Runlevel> wanted,
        Optional<GroupStatus> local,
        SortedMap<NodeId, GroupStatus> others,
        Holding holding,
        Self node,
        Optional<String> obstacle,
        Optional<Hold> hold,
        Turn turn) {
    /** Refuses nulls. */
    public Facts {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(metrics, "metrics");
        Objects.requireNonNull(wanted, "wanted");
        Objects.requireNonNull(local, "local");
        Objects.requireNonNull(others, "others");
        Objects.requireNonNull(holding, "holding");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(obstacle, "obstacle");
        Objects.requireNonNull(hold, "hold");
        Objects.requireNonNull(turn, "turn");
    }

    /**
     * What is so of this node in this cycle.
     *
     * @param quorumLoss what is wrong with the quorum, in one line; empty when there is quorum
     * @param standby whether the operator has halted it
     * @param unreadable nodes that may run anything, since their status could never be read
     */
    public record Self(Optional<String> quorumLoss, boolean standby, List<NodeId> unreadable) {
        /** Copies the list. */
        public Self {
            unreadable = List.copyOf(unreadable);
        }
    }

    /**
     * A reason to wait.
     *
     * @param in for how long
     * @param why one line
     */
    public record Hold(Duration in, String why) {}

    /**
     * Tells whether the group is at a level here.
     *
     * @param level the level
     * @return true when it is at it, or on its way to it
     */
    boolean isAt(Runlevel level) {
        return local.isPresent() && local.get().level().equals(level);
    }

    /** Tells whether there is nothing in cltab that could run, at whatever level the group is. */
    boolean isEmpty() {
        return obstacle.equals(Optional.of(Observation.NOT_IN_CLTAB));
    }

    /**
     * Tells whether hactl asks for a level.
     *
     * @param level the level
     * @return true when it is the wanted one
     */
    boolean wants(Runlevel level) {
        return wanted.isPresent() && wanted.get().equals(level);
    }
}
