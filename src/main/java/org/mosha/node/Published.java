package org.mosha.node;

import java.util.Collections;
import java.util.SortedMap;
import org.mosha.config.Cltab;
import org.mosha.decide.Memory;
import org.mosha.decide.Observation;
import org.mosha.decide.Plan;
import org.mosha.decide.Reasons;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;

/**
 * What a cycle leaves for everybody to read, on any thread.
 *
 * @param snapshot the state at its end
 * @param cltab the cltab in force
 * @param seen what it has decided on
 * @param plan what it has decided
 * @param memory what it leaves to the next one
 */
record Published(NodeSnapshot snapshot, Cltab cltab, Observation seen, Plan plan, Memory memory) {
    /** For each node the reason why a group runs or does not run there; empty when there is no such group. */
    SortedMap<NodeId, String> reasons(GroupName group) {
        GroupView shown = snapshot.groups().get(group);
        if (shown == null) {
            return Collections.emptySortedMap();
        }
        SortedMap<NodeId, String> reasons = Reasons.of(seen, plan, group);
        if (plan.groups().containsKey(group)) {
            // what is the matter with its entries here, or with the engine, is only shown there
            reasons.put(snapshot.self(), shown.why());
        }
        return reasons;
    }

    /** The same after a cycle that would have decided what the last one has decided. */
    Published with(NodeSnapshot now) {
        return new Published(now, cltab, seen, plan, memory);
    }
}
