package org.mosha.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The consolidated status of the cluster: for each active group the nodes that speak of it.
 *
 * @param groups group, then node, then status
 */
public record HaStat(SortedMap<GroupName, SortedMap<NodeId, GroupStatus>> groups) {
    /** Copies the maps. */
    public HaStat {
        SortedMap<GroupName, SortedMap<NodeId, GroupStatus>> copy = new TreeMap<>();
        groups.forEach((name, nodes) -> copy.put(name, Collections.unmodifiableSortedMap(new TreeMap<>(nodes))));
        groups = Collections.unmodifiableSortedMap(copy);
    }

    /**
     * Puts the nodes' statuses together. As the original does it, a group in state CONFIGURED and one that
     * is DONE at level {@code stop} count as not being there.
     *
     * @param nodes each node's own status
     * @return the status of the whole cluster
     */
    public static HaStat of(Map<NodeId, ClStat> nodes) {
        SortedMap<GroupName, SortedMap<NodeId, GroupStatus>> groups = new TreeMap<>();
        nodes.forEach((node, clstat) -> clstat.groups().forEach((name, status) -> {
            if (isActive(status)) {
                groups.computeIfAbsent(name, n -> new TreeMap<>()).put(node, status);
            }
        }));
        return new HaStat(groups);
    }

    /**
     * Tells which nodes speak of a group.
     *
     * @param group the group
     * @return the nodes and what they say; empty when the group is not active anywhere
     */
    public SortedMap<NodeId, GroupStatus> of(GroupName group) {
        return groups.getOrDefault(group, Collections.emptySortedMap());
    }

    private static boolean isActive(GroupStatus status) {
        boolean stopped = status.level().equals(Runlevel.STOP) && status.is(GroupState.DONE);
        return !stopped && !status.is(GroupState.CONFIGURED);
    }
}
