package org.mosha.cluster;

import java.util.Objects;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;

/**
 * The exclusive record that a group is a node's.
 *
 * @param group the group
 * @param node its owner
 * @param incarnation the life of the owner's daemon that made it
 * @param epoch the fencing token: grows with each claim of the group
 */
public record Claim(GroupName group, NodeId node, String incarnation, long epoch) {
    /** Refuses nulls and epochs below 1. */
    public Claim {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(incarnation, "incarnation");
        if (epoch < 1) {
            throw new IllegalArgumentException("bad epoch " + epoch + ": expected 1 or more");
        }
    }
}
