package org.mosha.decide;

import java.util.SortedMap;
import org.mosha.model.GroupState;
import org.mosha.model.GroupStatus;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;

/**
 * The original's eleven metrics of one group, as one node sees it. All but {@code isactive}, {@code instances} and
 * {@code needplan} are about this node's own instance and false without one.
 *
 * @param isactive whether any node speaks of it
 * @param islocal whether this node does
 * @param instances how many nodes do
 * @param inconflict whether this node is not the only one
 * @param planned whether it is DONE at {@code plan} here
 * @param passed whether it is PASSED at {@code test} here, or DONE there for want of a test
 * @param failed whether it is FAILED at {@code test} here
 * @param intransition whether it has not come to a result here
 * @param chlevel whether it is at another level than the wanted one here
 * @param needplan whether it is wanted, not at {@code stop}, and nobody speaks of it
 * @param deleted whether it is here without being in hactl
 */
public record Metrics(
        boolean isactive,
        boolean islocal,
        int instances,
        boolean inconflict,
        boolean planned,
        boolean passed,
        boolean failed,
        boolean intransition,
        boolean chlevel,
        boolean needplan,
        boolean deleted) {

    /**
     * Measures a group.
     *
     * @param self this node
     * @param instances who speaks of the group, and what they say
     * @param wanted its level in hactl; null when hactl does not have it
     * @return its metrics
     */
    static Metrics of(NodeId self, SortedMap<NodeId, GroupStatus> instances, Runlevel wanted) {
        GroupStatus local = instances.get(self);
        int count = instances.size();
        if (local == null) {
            boolean needplan = count == 0 && wanted != null && !wanted.equals(Runlevel.STOP);
            return new Metrics(count > 0, false, count, false, false, false, false, false, false, needplan, false);
        }
        boolean testing = local.level().equals(Runlevel.TEST);
        boolean done = local.is(GroupState.DONE);
        return new Metrics(
                true,
                true,
                count,
                count > 1,
                done && local.level().equals(Runlevel.PLAN),
                testing && (done || local.is(GroupState.PASSED)),
                testing && local.is(GroupState.FAILED),
                !local.isSettled(),
                wanted != null && !wanted.equals(local.level()),
                false,
                wanted == null);
    }
}
