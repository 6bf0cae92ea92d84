package org.mosha.engine.zookeeper;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mosha.config.EngineTimes;
import org.mosha.config.NodeAddress;
import org.mosha.model.NodeId;
import org.mosha.trust.Protection;

/**
 * What the engine needs to know.
 *
 * @param self this node's number
 * @param host the name of this host, for people
 * @param incarnation which life of this node's daemon this is; no other life has the same
 * @param nodes the nodes that have a peer, with their addresses; empty with an external ensemble that tells
 * @param connect an external ensemble; empty for the embedded one
 * @param base the node base: where the operator's files are
 * @param data the directory of the engine's own data
 * @param times what follows from the session time-out
 * @param timeout how old a status may become
 * @param protection how the nodes know each other, or the external ensemble knows them
 */
public record EngineSetup(
        NodeId self,
        String host,
        String incarnation,
        SortedMap<NodeId, NodeAddress> nodes,
        Optional<String> connect,
        Path base,
        Path data,
        EngineTimes times,
        Duration timeout,
        Protection protection) {
    /** Copies the map, and refuses nulls. */
    public EngineSetup {
        Objects.requireNonNull(self, "self");
        Objects.requireNonNull(incarnation, "incarnation");
        Objects.requireNonNull(protection, "protection");
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    }

    /** Whether this node has a peer of its own. */
    boolean isEmbedded() {
        return connect.isEmpty();
    }

    /** Where this node's own peer is. */
    NodeAddress address() {
        return Objects.requireNonNull(nodes.get(self), "this node is not one of nodes");
    }
}
