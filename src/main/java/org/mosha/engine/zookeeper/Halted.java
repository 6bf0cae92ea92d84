package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.mosha.model.NodeId;

/** The nodes that this one has told to halt, so that they can be removed. Safe for use by several threads. */
final class Halted {
    private final Set<NodeId> nodes = ConcurrentHashMap.newKeySet();

    /** A node is told to halt. */
    void add(NodeId node) {
        nodes.add(node);
    }

    /** It is removed: that it is halted is as it should be. */
    void removed(NodeId node) {
        nodes.remove(node);
    }

    /** Why a node was not removed, and in which state that leaves it. */
    IOException notRemoved(NodeId node, IOException why) {
        return nodes.contains(node)
                ? new IOException(
                        why.getMessage() + "; node " + node + " stays halted: remove it again, or resume it", why)
                : why;
    }
}
