package org.mosha.fence;

import java.util.Objects;
import org.mosha.model.NodeId;

/**
 * A node on the STOMITH list.
 *
 * @param node the node
 * @param incarnation the life of its daemon that is meant
 * @param shoot whether it is to be shot now
 * @param why one line: why it is on the list, and, where it is not to be shot now, why not yet
 */
public record Suspect(NodeId node, String incarnation, boolean shoot, String why) {
    /** Refuses nulls. */
    public Suspect {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(incarnation, "incarnation");
        Objects.requireNonNull(why, "why");
    }
}
