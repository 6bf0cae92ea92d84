package org.mosha.engine.zookeeper;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.data.Stat;
import org.apache.zookeeper.server.util.ZxidUtils;
import org.mosha.model.NodeId;

/**
 * The heartbeats of the nodes as they were seen here: which one was the last, and when it was seen first, on this node's
 * monotonic clock. It was said before, so who counts from then waits long enough. A watch tells of a heartbeat at once,
 * by the change of the ensemble that it was, and a read tells its version; of the same change, the earlier one counts, as
 * it was said before that, too.
 *
 * <p>The newest heartbeats are not on the disks yet, and may be lost with an epoch of the ensemble: then the same version
 * is given once more. The number of a change is not, so that whatever takes a lost one's place counts as another one.
 * What is read in an epoch in which something of this node was acknowledged before is not lost while that epoch lasts.
 * Safe for use by several threads.
 */
final class Beats {
    /** The last one that was read; its epoch is the newest one in which it is known to have been there. */
    private record Beat(int version, long change, long epoch, long seenNanos, int changes) {
        private Beat in(long newer) {
            return new Beat(version, change, Math.max(epoch, newer), seenNanos, changes);
        }
    }

    private record Told(long change, long nanos) {}

    private static final int NEVER_READ = -1;

    private final Map<NodeId, Beat> beats = new HashMap<>();
    private final Map<NodeId, Told> told = new HashMap<>();
    private final Map<NodeId, Long> newest = new HashMap<>();
    private long epoch;

    /**
     * A heartbeat of this node was acknowledged.
     *
     * @param change which change of the ensemble it was
     * @return whether it is the first one in an epoch
     */
    synchronized boolean acknowledged(long change) {
        long before = epoch;
        epoch = ZxidUtils.getEpochFromZxid(change);
        return epoch != before;
    }

    /** The epoch of the newest heartbeat of this node that was acknowledged; 0 when none was. */
    synchronized long epoch() {
        return epoch;
    }

    /**
     * A node's heartbeat was read.
     *
     * @param version how many there were before
     * @param change which change of the ensemble it was
     */
    void saw(NodeId node, int version, long change, long now) {
        saw(node, version, change, now, 0);
    }

    private synchronized void saw(NodeId node, int version, long change, long now, long asked) {
        newest.merge(node, change, Math::max);
        Beat last = beats.get(node);
        if (last == null || last.version() != version || last.change() != change) {
            Told notice = told.get(node);
            long seen = notice != null && notice.change() == change ? notice.nanos() : now;
            int changes = last == null ? 0 : last.changes() + 1;
            last = new Beat(version, change, ZxidUtils.getEpochFromZxid(change), seen, changes);
        }
        beats.put(node, last.in(asked));
    }

    /**
     * Heartbeats were read, in the order of the nodes.
     *
     * @param asked the epoch of this node's newest heartbeat that was acknowledged before they were asked for
     */
    void saw(Collection<NodeId> nodes, List<OpResult> results, long now, long asked) {
        int index = 0;
        for (NodeId node : nodes) {
            if (index < results.size() && results.get(index) instanceof OpResult.GetDataResult data) {
                Stat stat = data.getStat();
                saw(node, stat.getVersion(), stat.getMzxid(), now, asked);
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
            newest.merge(node, change, Math::max);
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
        long read = beats.computeIfAbsent(node, n -> new Beat(NEVER_READ, 0, 0, now, -1))
                .seenNanos();
        Told notice = told.get(node);
        return notice != null && notice.nanos() - read > 0 ? notice.nanos() : read;
    }

    /**
     * Whether a node has said nothing since a change of the ensemble: all changes have one order, so no clock is needed to
     * tell. A heartbeat that was seen and got lost counts as well.
     *
     * @param change which change of the ensemble it was
     * @return false when none of its heartbeats is known
     */
    synchronized boolean endBefore(NodeId node, long change) {
        return newest.containsKey(node) && !goOnAfter(node, change);
    }

    /** Whether a node is known to have said something after a change of the ensemble: the other way round. */
    synchronized boolean goOnAfter(NodeId node, long change) {
        return newest.getOrDefault(node, 0L) > change;
    }

    /** The version of a node's last heartbeat that was read; empty when none was. */
    synchronized OptionalInt version(NodeId node) {
        Beat last = beats.get(node);
        return last == null || last.version() == NEVER_READ ? OptionalInt.empty() : OptionalInt.of(last.version());
    }

    /**
     * The version of a node's last heartbeat that was read, if no other one can have it while the present epoch lasts:
     * empty from when this node is acknowledged in a new epoch until it was read there.
     */
    synchronized OptionalInt lasting(NodeId node) {
        return epoch > 0 && beats.containsKey(node) && beats.get(node).epoch() >= epoch
                ? version(node)
                : OptionalInt.empty();
    }

    /** How often another heartbeat of a node was seen than the time before. */
    synchronized int changes(NodeId node) {
        Beat last = beats.get(node);
        return last == null ? 0 : last.changes();
    }
}
