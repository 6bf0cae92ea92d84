package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs;
import org.mosha.config.NodeAddress;
import org.mosha.model.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which nodes the cluster has, as the list of the ensemble's peers says it, and which daemons wait to be added: one whose
 * node is not on the list follows the ensemble without a vote, tells it that it is there, and runs nothing. Looked at by
 * the engine's thread; what it says may be read by all.
 */
final class Roster {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.engine");

    /** Who is on the list. */
    record Listed(long version, SortedMap<NodeId, NodeAddress> nodes) {
        Listed {
            nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
        }
    }

    private final EngineSetup setup;
    private final Ensemble ensemble;
    private final KnownNodes known;
    /** The same collection all the time, for those who ask who is to be expected. */
    private final ConcurrentSkipListSet<NodeId> expected = new ConcurrentSkipListSet<>();

    private volatile Listed listed;
    private volatile SortedMap<NodeId, Candidate> candidates = new TreeMap<>();
    private volatile boolean outside;
    private volatile OptionalInt remaining = OptionalInt.empty();
    private boolean seen;
    private boolean inside;

    /**
     * Nothing has been looked at yet.
     *
     * @param first the nodes that this node's peer has begun with; with an external ensemble those of the settings
     */
    Roster(EngineSetup setup, SortedMap<NodeId, NodeAddress> first, Ensemble ensemble) {
        this.setup = setup;
        this.ensemble = ensemble;
        this.known = new KnownNodes(setup.data());
        this.listed = new Listed(0, first);
        expected.addAll(first.keySet());
    }

    /** The nodes that belong to the cluster, whether they are there or not; follows the list. */
    Collection<NodeId> expected() {
        return expected;
    }

    /** How many nodes there are since others were seen to be removed from the list; empty when none were. */
    OptionalInt remaining() {
        return remaining;
    }

    /** The list as of the last look. */
    Listed listed() {
        return listed;
    }

    /** Who waits to be added, as of the last look. */
    SortedMap<NodeId, Candidate> candidates() {
        return candidates;
    }

    /** Whether this node is known to be none of the cluster's. */
    boolean isOutside() {
        return outside;
    }

    /** Looks at the list, and at who waits. A node that is not on it tells that it is there. */
    void look() throws IOException {
        if (!setup.isEmbedded()) {
            return;
        }
        Reply reply = ensemble.ask(List.of(Op.getData(ZooDefs.CONFIG_NODE), Op.getChildren(Znodes.JOINING)));
        Optional<String> text = reply.found(0).map(found -> new String(found.data(), StandardCharsets.UTF_8));
        text.ifPresent(this::take);
        List<String> waiting = reply.children(1).orElse(List.of());
        candidates = waiting.isEmpty() ? new TreeMap<>() : read(waiting);
        announce();
    }

    private void take(String text) {
        SortedMap<NodeId, NodeAddress> nodes = ServerLines.parse(text);
        if (nodes.isEmpty()) {
            return;
        }
        known.told(nodes);
        Listed now = new Listed(ServerLines.version(text).orElse(0L), nodes);
        remaining = remaining(listed, now);
        seen = true;
        listed = now;
        expected.addAll(nodes.keySet());
        expected.retainAll(nodes.keySet());
        outside = !nodes.containsKey(setup.self());
        if (outside && inside) {
            LOG.warn(
                    "node {} was removed from the cluster: it stops its groups, and stays without any until it is added"
                            + " again",
                    setup.self());
        }
        inside = !outside;
    }

    /** A first list does not count, nor that of an ensemble that began anew: neither proves that anybody was removed. */
    private OptionalInt remaining(Listed before, Listed now) {
        if (seen && now.version() == before.version()) {
            return remaining;
        }
        return seen
                        && now.version() > before.version()
                        && before.nodes().keySet().containsAll(now.nodes().keySet())
                ? OptionalInt.of(now.nodes().size())
                : OptionalInt.empty();
    }

    /** There may be one more node from now on; returns when that is kept. */
    void expect(NodeId node, NodeAddress address) throws IOException {
        SortedMap<NodeId, NodeAddress> nodes = new TreeMap<>(listed.nodes());
        nodes.put(node, address);
        known.expect(nodes);
    }

    private SortedMap<NodeId, Candidate> read(List<String> names) throws IOException {
        List<NodeId> nodes =
                names.stream().flatMap(name -> Znodes.node(name).stream()).toList();
        Reply reply = ensemble.ask(nodes.stream()
                .map(node -> Op.getData(Znodes.of(Znodes.JOINING, node)))
                .toList());
        SortedMap<NodeId, Candidate> found = new TreeMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            NodeId node = nodes.get(i);
            reply.found(i).flatMap(data -> Candidate.parse(node, data.data())).ifPresent(one -> found.put(node, one));
        }
        return found;
    }

    private void announce() throws IOException {
        String path = Znodes.of(Znodes.JOINING, setup.self());
        boolean waits = candidates.containsKey(setup.self());
        if (outside && !waits) {
            Optional<Obstacle> refused = Directories.make(ensemble);
            if (refused.isPresent()) {
                throw new IOException(refused.get().sentence());
            }
            // what an earlier life has left there goes with its session
            ensemble.ask(List.of(ensemble.createEphemeral(path, new Candidate(setup.nodes()).format())));
        } else if (!outside && waits) {
            ensemble.ask(List.of(Op.delete(path, -1)));
        }
    }

    /** Why this node cannot join; empty when it is on the list, as far as is known. */
    Optional<Obstacle> obstacle() {
        return outside
                ? Optional.of(Obstacle.passing("node " + setup.self() + " is not one of the cluster's nodes "
                        + listed.nodes().keySet() + ": 'mosha node add " + setup.self() + "' on one of them adds it"))
                : Optional.empty();
    }

    /** What is worth an operator's look. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (setup.isEmbedded() && !listed.nodes().equals(ServerLines.parse(ServerLines.of(setup.nodes())))) {
            warnings.add(
                    "nodes=" + ServerLines.asSetting(setup.nodes()) + " in the settings is not what the cluster has: "
                            + "make it nodes=" + ServerLines.asSetting(listed.nodes()));
        }
        candidates.keySet().stream()
                .filter(node -> !expected.contains(node))
                .forEach(node -> warnings.add("node " + node + " waits to be added: 'mosha node add " + node + "'"));
        return warnings;
    }
}
