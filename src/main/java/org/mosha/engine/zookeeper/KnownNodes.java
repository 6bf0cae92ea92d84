package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mosha.config.NodeAddress;
import org.mosha.engine.Attempt;
import org.mosha.engine.Replacement;
import org.mosha.model.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nodes that the cluster had when this one was told last, in a file beside the peer's directory. When that directory
 * is lost, and the settings are older than the cluster, it tells that there are others who go on: a peer that began anew
 * would be a second cluster.
 */
final class KnownNodes {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.engine");
    private static final String NAME = "cluster-nodes";

    private final Path file;
    private final Path initialize;
    private SortedMap<NodeId, NodeAddress> told = new TreeMap<>();
    private boolean complained;

    /**
     * Reads nothing yet.
     *
     * @param data the directory of the engine's own data
     */
    KnownNodes(Path data) {
        this.file = data.resolveSibling(NAME);
        this.initialize = data.resolve(PeerData.INITIALIZE);
    }

    /**
     * The ensemble has told that it has these; they are kept if they have changed. What cannot be written is tried again
     * at the next call: it is no reason to stop anything.
     */
    void told(SortedMap<NodeId, NodeAddress> nodes) {
        if (nodes.equals(told)) {
            return;
        }
        try {
            expect(nodes);
            told = new TreeMap<>(nodes);
            complained = false;
        } catch (IOException e) {
            if (!complained) {
                LOG.error("the cluster's nodes are not kept: {}", e.getMessage());
            }
            complained = true;
        }
    }

    /** The ensemble may have these from now on; returns when that is kept. */
    void expect(SortedMap<NodeId, NodeAddress> nodes) throws IOException {
        Attempt.to("write", file, () -> {
            Replacement.clean(file.toAbsolutePath().getParent());
            Replacement.writeThrough(file, ServerLines.of(nodes).getBytes(StandardCharsets.UTF_8));
        });
    }

    /**
     * Why a peer may not begin a new cluster with some nodes.
     *
     * @param nodes who would be in it
     * @return a sentence for people that names what to do; empty when no other node is known
     */
    Optional<String> others(SortedMap<NodeId, NodeAddress> nodes) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        SortedMap<NodeId, NodeAddress> known = ServerLines.parse(Files.readString(file, StandardCharsets.UTF_8));
        return nodes.keySet().containsAll(known.keySet())
                ? Optional.empty()
                : Optional.of("this node's copy is empty, and its cluster has more nodes than nodes="
                        + ServerLines.asSetting(nodes) + ": put nodes=" + ServerLines.asSetting(known)
                        + " into its settings and restart; only when the others are lost for good: to begin a new cluster,"
                        + " make an empty file " + initialize);
    }
}
