package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.zookeeper.Op;
import org.mosha.config.EngineTimes;
import org.mosha.node.Clocks;

/**
 * Whether an external ensemble has only just come to know the cluster. It may have known it before, and have lost its data:
 * nodes that it does not know of then still run groups, until their leases are over, and their claims are gone. So what is
 * made anew is marked, and nobody registers there until somebody has known it for as long as such a lease may last, who
 * takes the mark away. Used by the engine's thread.
 */
final class NewTree {
    private static final String MARK = "new ";

    private final Ensemble ensemble;
    private final EngineTimes times;
    private final Clocks clocks;
    private byte[] seen = new byte[0];
    private long seenNanos;

    NewTree(Ensemble ensemble, EngineTimes times, Clocks clocks) {
        this.ensemble = ensemble;
        this.times = times;
        this.clocks = clocks;
    }

    /** The mark of one that is made now; no other one has the same. */
    static byte[] mark() {
        return (MARK + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Looks, and takes the mark away when it is time.
     *
     * @return why to wait; empty when there is no reason
     * @throws IOException when the ensemble does not answer
     */
    Optional<Obstacle> look() throws IOException {
        Optional<Obstacle> refused = Directories.make(ensemble);
        if (refused.isPresent()) {
            return refused;
        }
        // whom this node asks may still know what was removed meanwhile
        ensemble.sync();
        Reply reply = ensemble.ask(List.of(Op.getData(Znodes.ROOT)));
        Optional<Reply.Found> root = reply.found(0);
        if (root.isPresent() && root.get().data().length == 0) {
            return Optional.empty();
        }
        if (root.isEmpty() || !isOver(root.get().data())) {
            return waits();
        }
        Op unmark = Op.setData(Znodes.ROOT, new byte[0], root.get().stat().getVersion());
        return ensemble.ask(List.of(unmark)).isDone() ? Optional.empty() : waits();
    }

    private boolean isOver(byte[] mark) {
        long now = clocks.nanos();
        if (!Arrays.equals(mark, seen)) {
            seen = mark;
            seenNanos = now;
        }
        return now - seenNanos >= times.silence().toNanos();
    }

    private Optional<Obstacle> waits() {
        return Optional.of(Obstacle.passing("the ensemble knows nothing of this cluster yet, or not any more: it waits "
                + times.silence().toMillis() + " ms, in which what still runs of it anywhere is stopped"));
    }
}
