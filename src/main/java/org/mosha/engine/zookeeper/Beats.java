package org.mosha.engine.zookeeper;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.data.Stat;
import org.mosha.model.NodeId;

/**
 * The heartbeats of the nodes as they were seen here: which one was the last, and when it was seen first, on this node's
 * monotonic clock. It was said before, so who counts from then waits long enough. A watch tells of a heartbeat at once,
 * by the change of the ensemble that it was, and a read tells its version; of the same change, the earlier one counts, as
 * it was said before that, too. Safe for use by several threads.
 */
final class Beats {
    private record Beat(int version, long change, long seenNanos, int changes) {}

    private record Told(long change, long nanos) {}

    private static final int NEVER_READ = -1;

    private final Map<NodeId, Beat> beats = new HashMap<>();
    private final Map<NodeId, Told> told = new HashMap<>();

    /**
     * A node's heartbeat was read.
     *
     * @param version how many there were before
     * @param change which change of the ensemble it was
     */
    synchronized void saw(NodeId node, int version, long change, long now) {
        Beat last = beats.get(node);
        if (last == null || last.version() != version || last.change() != change) {
            Told notice = told.get(node);
            long seen = notice != null && notice.change() == change ? notice.nanos() : now;
            beats.put(node, new Beat(version, change, seen, last == null ? 0 : last.changes() + 1));
        }
    }

    /** Heartbeats were read, in the order of the nodes. */
    void saw(Collection<NodeId> nodes, List<OpResult> results, long now) {
        int index = 0;
        for (NodeId node : nodes) {
            if (index < results.size() && results.get(index) instanceof OpResult.GetDataResult data) {
                Stat stat = data.getStat();
                saw(node, stat.getVersion(), stat.getMzxid(), now);
            }
            index++;
        }
    }

    /**
     * A watch has told of a node's heartbeat.
     *
     * @param change which change of the ensemble it was; an old ensemble does not say, and then only a read tells
     */
    synchronized void told(NodeId node, long change, long now) {
        if (change > 0) {
            told.put(node, new Told(change, now));
        }
    }

    /** Those of some nodes of whose heartbeats no watch has told since a time. */
    synchronized List<NodeId> untold(Collection<NodeId> nodes, long sinceNanos) {
        return nodes.stream()
                .filter(node -> !told.containsKey(node) || told.get(node).nanos() - sinceNanos < 0)
                .toList();
    }

    /** When a node's last heartbeat was seen first; the given time when none was seen yet, which then counts. */
    synchronized long seenNanos(NodeId node, long now) {
        long read = beats.computeIfAbsent(node, n -> new Beat(NEVER_READ, 0, now, -1))
                .seenNanos();
        Told notice = told.get(node);
        return notice != null && notice.nanos() - read > 0 ? notice.nanos() : read;
    }

    /** The version of a node's last heartbeat that was read; empty when none was. */
    synchronized OptionalInt version(NodeId node) {
        Beat last = beats.get(node);
        return last == null || last.version() == NEVER_READ ? OptionalInt.empty() : OptionalInt.of(last.version());
    }

    /** How often another heartbeat of a node was seen than the time before. */
    synchronized int changes(NodeId node) {
        Beat last = beats.get(node);
        return last == null ? 0 : last.changes();
    }
}
