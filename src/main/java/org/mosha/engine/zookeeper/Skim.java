package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.Stat;
import org.mosha.model.NodeId;
import org.mosha.node.Clocks;

/**
 * One request that tells whether anything but the heartbeats has changed in the ensemble: watches tell of all that, too,
 * so that there is mostly nothing, and looking at everything takes several requests. Used by the engine's thread.
 */
final class Skim {
    /** Of which it counts what they hold and which children they have. */
    private static final List<String> DIRECTORIES =
            List.of(Znodes.CLAIMS, Znodes.LIVES, Znodes.JOINING, Znodes.CURRENT);

    private static final List<String> OF_NODES =
            List.of(Znodes.LIVES, Znodes.NODES, Znodes.STATUS, Znodes.STANDBY, Znodes.FENCES);

    /** The changes of the ensemble that have made a znode, and changed what it holds, or its children, last. */
    private record Change(long made, long written, long children) {
        private static Change of(Stat stat) {
            return new Change(stat.getCzxid(), stat.getMzxid(), stat.getPzxid());
        }
    }

    private final boolean embedded;
    private final Ensemble ensemble;
    private final Beats beats;
    private final Clocks clocks;
    private List<Optional<Change>> known = List.of();
    private List<Optional<Change>> found = List.of();

    /**
     * Looks at nothing yet.
     *
     * @param embedded whether the list of the ensemble's peers counts
     * @param beats is told of the heartbeats that are seen by the way
     */
    Skim(boolean embedded, Ensemble ensemble, Beats beats, Clocks clocks) {
        this.embedded = embedded;
        this.ensemble = ensemble;
        this.beats = beats;
        this.clocks = clocks;
    }

    /**
     * Looks whether all is as it was when it has found something new for the last time.
     *
     * @param nodes the nodes that are known
     * @throws IOException when the ensemble does not answer
     */
    boolean findsNothingNew(Collection<NodeId> nodes) throws IOException {
        List<NodeId> order = List.copyOf(nodes);
        List<Op> ops = new ArrayList<>();
        DIRECTORIES.forEach(path -> ops.add(Op.getData(path)));
        if (embedded) {
            ops.add(Op.getData(ZooDefs.CONFIG_NODE));
        }
        order.forEach(node -> OF_NODES.forEach(directory -> ops.add(Op.getData(Znodes.of(directory, node)))));
        int counting = ops.size();
        order.forEach(node -> ops.add(Op.getData(Znodes.of(Znodes.BEATS, node))));
        long epoch = beats.epoch();
        Reply reply = ensemble.ask(ops);
        beats.saw(order, reply.results().subList(counting, ops.size()), clocks.nanos(), epoch);
        List<Optional<Change>> now = changes(reply, counting);
        boolean same = now.equals(known);
        found = same ? List.of() : now;
        return same;
    }

    private static List<Optional<Change>> changes(Reply reply, int count) throws IOException {
        List<Optional<Change>> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            changes.add(reply.found(i).map(Reply.Found::stat).map(Change::of));
        }
        return changes;
    }

    /**
     * Everything was looked at. What it has found right before is not new any more; if it has not looked before, it cannot
     * tell what is.
     */
    void taken() {
        known = found;
        found = List.of();
    }
}
