package org.mosha.engine.zookeeper;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mosha.config.NodeAddress;
import org.mosha.model.NodeId;

/**
 * A node that waits to be added, with its own idea of the cluster.
 *
 * @param nodes the nodes of its settings, which name itself
 */
record Candidate(SortedMap<NodeId, NodeAddress> nodes) {
    Candidate {
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    }

    byte[] format() {
        return ServerLines.of(nodes).getBytes(StandardCharsets.UTF_8);
    }

    /** Reads what a node has told; empty when it does not name that node. */
    static Optional<Candidate> parse(NodeId node, byte[] data) {
        Candidate candidate = new Candidate(ServerLines.parse(new String(data, StandardCharsets.UTF_8)));
        return Optional.of(candidate).filter(one -> one.nodes().containsKey(node));
    }

    /** Where it says that a node is, which it names. */
    NodeAddress address(NodeId node) {
        return Objects.requireNonNull(nodes.get(node), "no such node");
    }
}
