package org.mosha.fence;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.mosha.model.NodeId;

/**
 * A node on the STOMITH list.
 *
 * @param node the node
 * @param incarnation the life of its daemon that is meant
 * @param shoot whether it is to be shot now
 * @param why one line: why it is on the list, and, where it is not to be shot now, why not yet
 * @param lookAgain in how long its turn comes, if only that keeps it from being shot
 */
public record Suspect(NodeId node, String incarnation, boolean shoot, String why, Optional<Duration> lookAgain) {
    /** Refuses nulls. */
    public Suspect {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(incarnation, "incarnation");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(lookAgain, "lookAgain");
    }
}
