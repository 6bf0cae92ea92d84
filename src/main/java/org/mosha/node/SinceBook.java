package org.mosha.node;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mosha.model.GroupName;
import org.mosha.model.GroupStatus;
import org.mosha.model.NodeId;

/** Since when each group is where it is. */
final class SinceBook {
    private record Stay(Optional<NodeId> node, Optional<GroupStatus> status, long sinceMillis) {
        boolean isAt(Optional<NodeId> otherNode, Optional<GroupStatus> otherStatus) {
            return node.equals(otherNode) && status.equals(otherStatus);
        }
    }

    private final Map<GroupName, Stay> stays = new HashMap<>();

    /** Notes where a group is, and says since when. */
    long note(GroupName group, Optional<NodeId> node, Optional<GroupStatus> status, long nowMillis) {
        Stay stay = stays.get(group);
        if (stay == null || !stay.isAt(node, status)) {
            stay = new Stay(node, status, nowMillis);
            stays.put(group, stay);
        }
        return stay.sinceMillis();
    }

    void keepOnly(Set<GroupName> groups) {
        stays.keySet().retainAll(groups);
    }
}
