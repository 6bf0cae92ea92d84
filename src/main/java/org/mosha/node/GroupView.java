package org.mosha.node;

import java.util.List;
import java.util.Optional;
import org.mosha.model.GroupName;
import org.mosha.model.GroupStatus;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;

/**
 * One group of the cluster, as it is shown.
 *
 * @param name the group
 * @param wanted its level in hactl; {@code stop} when hactl does not have it
 * @param node the node that has it; empty when it is not active anywhere
 * @param status its level and state there; empty when it is not active anywhere
 * @param local whether that node is this one
 * @param running whether it is at the wanted level, which is not {@code stop}, and settled there without a failure,
 *     and no entry of it on this node is paused, could not be started or cannot be stopped
 * @param sinceMillis when it came to its present state, in milliseconds since 1970
 * @param respawns how often its entries were started anew on this node
 * @param epoch the epoch of its claim; 0 when it is not claimed
 * @param why one line: why it is where it is, or is nowhere
 * @param processes its entries on this node, in file order
 */
public record GroupView(
        GroupName name,
        Runlevel wanted,
        Optional<NodeId> node,
        Optional<GroupStatus> status,
        boolean local,
        boolean running,
        long sinceMillis,
        long respawns,
        long epoch,
        String why,
        List<ProcessView> processes) {
    /** Copies the list. */
    public GroupView {
        processes = List.copyOf(processes);
    }
}
