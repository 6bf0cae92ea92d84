package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.zookeeper.Op;
import org.mosha.model.NodeId;
import org.mosha.node.Clocks;

/** Reads what the ensemble has of the nodes. Used by the engine's thread. */
final class NodeReader {
    /** What is read of each node. The lives before the registrations: see {@link Claims}; the heartbeats after them. */
    private static final List<String> DIRECTORIES =
            List.of(Znodes.LIVES, Znodes.NODES, Znodes.BEATS, Znodes.STATUS, Znodes.STANDBY, Znodes.FENCES);

    /** A status that was read before, so that it is not read again. */
    private record Known(long changeId, StatusText value) {}

    private final Ensemble ensemble;
    private final Beats beats;
    private final Clocks clocks;
    private final Map<NodeId, Known> statuses = new HashMap<>();

    /**
     * Has read nothing yet.
     *
     * @param beats are told of the heartbeats that are read
     */
    NodeReader(Ensemble ensemble, Beats beats, Clocks clocks) {
        this.ensemble = ensemble;
        this.beats = beats;
        this.clocks = clocks;
    }

    /** The nodes that were ever registered. */
    SortedSet<NodeId> lives() throws IOException {
        SortedSet<NodeId> lives = new TreeSet<>();
        ensemble.ask(List.of(Op.getChildren(Znodes.LIVES)))
                .children(0)
                .orElse(List.of())
                .forEach(name -> Znodes.node(name).ifPresent(lives::add));
        return lives;
    }

    /** Reads all of these nodes, in one request. */
    SortedMap<NodeId, SeenNode> read(Collection<NodeId> nodes) throws IOException {
        List<NodeId> order = List.copyOf(nodes);
        List<Op> ops = new ArrayList<>();
        for (NodeId node : order) {
            DIRECTORIES.forEach(directory -> ops.add(Op.getData(Znodes.of(directory, node))));
        }
        Reply reply = ensemble.ask(ops);
        // a heartbeat that was read may have been said just before
        long after = clocks.nanos();
        SortedMap<NodeId, SeenNode> seen = new TreeMap<>();
        for (int i = 0; i < order.size(); i++) {
            Part part = new Part(reply, i * DIRECTORIES.size());
            beat(order.get(i), part, after);
            seen.put(order.get(i), node(order.get(i), part));
        }
        return seen;
    }

    /** What of a reply is about one node. */
    private record Part(Reply reply, int first) {
        private Optional<Reply.Found> in(String directory) throws IOException {
            return reply.found(first + DIRECTORIES.indexOf(directory));
        }
    }

    private void beat(NodeId node, Part part, long now) throws IOException {
        part.in(Znodes.BEATS)
                .ifPresent(beat ->
                        beats.saw(node, beat.stat().getVersion(), beat.stat().getMzxid(), now));
    }

    private SeenNode node(NodeId node, Part part) throws IOException {
        Optional<Reply.Found> life = part.in(Znodes.LIVES);
        return new SeenNode(
                life.map(found -> Registration.parse(found.data())),
                life.map(found -> found.stat().getVersion()).orElse(0),
                part.in(Znodes.NODES).map(found -> Registration.parse(found.data())),
                part.in(Znodes.STATUS).map(found -> status(node, found)),
                part.in(Znodes.STANDBY).map(found -> Long.toString(found.stat().getMzxid())),
                part.in(Znodes.FENCES).flatMap(SeenNode.Said::of));
    }

    /** Reads a status once for each change of it: with thousands of groups that takes a while. */
    private StatusText status(NodeId node, Reply.Found found) {
        long change = found.stat().getMzxid();
        Known known = statuses.get(node);
        if (known == null || known.changeId() != change) {
            known = new Known(change, StatusText.parse(found.data()));
            statuses.put(node, known);
        }
        return known.value();
    }
}
