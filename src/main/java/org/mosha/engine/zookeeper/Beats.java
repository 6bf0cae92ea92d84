package org.mosha.engine.zookeeper;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.zookeeper.OpResult;
import org.mosha.model.NodeId;

/**
 * The heartbeats of the nodes as they were seen here: which one was the last, and when it was seen first, on this node's
 * monotonic clock. It was said before, so who counts from then waits long enough. Safe for use by several threads.
 */
final class Beats {
    private record Beat(int version, long seenNanos, int changes) {}

    private final Map<NodeId, Beat> beats = new HashMap<>();

    /** A node's heartbeat was read. */
    synchronized void saw(NodeId node, int version, long now) {
        Beat last = beats.get(node);
        if (last == null || last.version() != version) {
            beats.put(node, new Beat(version, now, last == null ? 0 : last.changes() + 1));
        }
    }

    /** Heartbeats were read, in the order of the nodes. */
    void saw(Collection<NodeId> nodes, List<OpResult> results, long now) {
        int index = 0;
        for (NodeId node : nodes) {
            if (index < results.size() && results.get(index) instanceof OpResult.GetDataResult data) {
                saw(node, data.getStat().getVersion(), now);
            }
            index++;
        }
    }

    /** When a node's last heartbeat was seen first; the given time when none was seen yet, which then counts. */
    synchronized long seenNanos(NodeId node, long now) {
        return beats.computeIfAbsent(node, n -> new Beat(-1, now, -1)).seenNanos();
    }

    /** How often another heartbeat of a node was seen than the time before. */
    synchronized int changes(NodeId node) {
        Beat last = beats.get(node);
        return last == null ? 0 : last.changes();
    }
}
