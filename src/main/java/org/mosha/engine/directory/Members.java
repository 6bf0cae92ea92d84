package org.mosha.engine.directory;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mosha.cluster.FenceWord;
import org.mosha.engine.WatchedFile;
import org.mosha.model.NodeId;
import org.mosha.node.Clocks;
import org.mosha.node.Sighting;

/** The other nodes: those that the directories name and those that have a claim. */
final class Members {
    private final NodeId self;
    private final DirectoryLayout layout;
    private final Duration timeout;
    private final NodeList list;
    private final WatchedFile ownFence;
    private final Map<NodeId, NodeWatch> watches = new HashMap<>();
    private SortedSet<NodeId> listed = new TreeSet<>();

    Members(NodeId self, DirectoryLayout layout, Duration timeout) {
        this.self = self;
        this.layout = layout;
        this.timeout = timeout;
        this.list = new NodeList(layout);
        this.ownFence = new WatchedFile(layout.file(self, DirectoryLayout.FENCE));
    }

    /** Looks at the list of nodes; when that fails, what was known stays. */
    void lookAtList() throws IOException {
        list.look();
    }

    /** Looks at each node; the owners of claims, given with the lives that made them, are nodes even without a directory. */
    void look(Map<NodeId, Set<String>> owners, Clocks clocks, Instant wall) {
        SortedSet<NodeId> all = list.all();
        all.addAll(owners.keySet());
        all.remove(self);
        all.remove(ClaimWatch.UNKNOWN);
        watches.keySet().retainAll(all);
        all.forEach(node -> watches.computeIfAbsent(node, n -> new NodeWatch(n, layout, timeout))
                .look(clocks::nanos, wall, owners.getOrDefault(node, Set.of())));
        if (!list.isGiven()) {
            all.removeIf(n -> !owners.containsKey(n) && !watches.get(n).speaks());
        }
        listed = all;
    }

    /** The other nodes that are known. */
    SortedSet<NodeId> known() {
        return listed;
    }

    /** All nodes but this one that have a directory, also those that were stopped in order and say nothing. */
    SortedSet<NodeId> named() {
        SortedSet<NodeId> all = list.all();
        all.addAll(listed);
        all.remove(self);
        return all;
    }

    /** Those of the known that are up, this one always among them. */
    SortedSet<NodeId> up(long nowNanos) {
        SortedSet<NodeId> up = new TreeSet<>();
        up.add(self);
        listed.stream().filter(n -> isUp(n, nowNanos)).forEach(up::add);
        return up;
    }

    /** What is seen of the others. */
    SortedMap<NodeId, Sighting> sightings(long nowNanos) {
        SortedMap<NodeId, Sighting> seen = new TreeMap<>();
        listed.forEach(n -> seen.put(n, watches.get(n).sighting(isUp(n, nowNanos))));
        return seen;
    }

    /**
     * Whether the last look has shown for certain that no other node is there. With a list of nodes it never does: one
     * that it does not name may have looked on for long when it comes to be named. Nor does a directory that does not
     * name this node itself.
     */
    boolean isNobodyThere() {
        return !list.isGiven()
                && list.all().contains(self)
                && listed.isEmpty()
                && watches.values().stream().allMatch(NodeWatch::isReadable);
    }

    /** What others say of shooting a life of this node; that it is off is not worth saying. */
    Optional<FenceWord> ownFence(String life) {
        ownFence.look();
        return ownWord(life).filter(word -> !word.isConfirmed());
    }

    /** Whether others have said, as of the last look, that a life of this node is off. */
    boolean isSaidOff(String life) {
        return ownWord(life).filter(FenceWord::isConfirmed).isPresent();
    }

    private Optional<FenceWord> ownWord(String life) {
        return ownFence.content()
                .flatMap(c -> FenceFile.parse(c.text()))
                .map(FenceFile.Said::word)
                .filter(word -> word.incarnation().equals(life));
    }

    /** Whether the cluster has this node as up. */
    boolean isSelfUp() {
        return !list.isGiven() || list.isUp(self);
    }

    Collection<String> warnings() {
        return list.warnings();
    }

    private boolean isUp(NodeId node, long nowNanos) {
        return list.isGiven() ? list.isUp(node) : watches.get(node).isFresh(nowNanos);
    }
}
