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
    private record Place(Optional<NodeId> node, Optional<GroupStatus> status) {}

    private record Stay(Place place, long sinceMillis) {}

    private final Map<GroupName, Stay> stays = new HashMap<>();

    /** Notes where a group is, and says since when. */
    long note(GroupName group, Optional<NodeId> node, Optional<GroupStatus> status, long nowMillis) {
        Place place = new Place(node, status);
        Stay stay = stays.get(group);
        if (stay == null || !stay.place().equals(place)) {
            stay = new Stay(place, nowMillis);
            stays.put(group, stay);
        }
        return stay.sinceMillis();
    }

    void keepOnly(Set<GroupName> groups) {
        stays.keySet().retainAll(groups);
    }
}
