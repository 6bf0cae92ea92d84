package org.mosha.engine.zookeeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.Op;
import org.mosha.model.ClStat;
import org.mosha.model.HaStat;
import org.mosha.model.NodeId;

/** Tells the others how this node stands: the newest status, one at a time. Used by the engine's thread. */
final class OwnStatus {
    /**
     * A status to be told.
     *
     * @param own what runs here
     * @param consolidated what runs anywhere, as this node sees it
     * @param standby whether this node keeps its groups stopped
     */
    record Publication(ClStat own, HaStat consolidated, boolean standby) {}

    private final NodeId self;
    private final String incarnation;
    private final Ensemble ensemble;
    private final Membership membership;
    private final Runnable done;
    private Optional<Publication> told = Optional.empty();
    private CompletableFuture<Reply> outstanding = CompletableFuture.completedFuture(null);

    OwnStatus(NodeId self, String incarnation, Ensemble ensemble, Membership membership, Runnable done) {
        this.self = self;
        this.incarnation = incarnation;
        this.ensemble = ensemble;
        this.membership = membership;
        this.done = done;
    }

    /** Has it told anew, since a new registration begins with nothing. */
    void forget() {
        told = Optional.empty();
    }

    /** Tells it, if there is something new and the last one has come through. */
    void tell(Publication newest) {
        Optional<List<Op>> proof = membership.proof();
        boolean same = told.filter(
                        t -> t.standby() == newest.standby() && t.own().equals(newest.own()))
                .isPresent();
        if (same || proof.isEmpty() || !outstanding.isDone()) {
            return;
        }
        List<Op> ops = new ArrayList<>(proof.get());
        byte[] text = StatusText.format(incarnation, newest.standby(), newest.own());
        ops.add(Op.setData(Znodes.of(Znodes.STATUS, self), text, -1));
        told = Optional.of(newest);
        outstanding = ensemble.send(ops);
        outstanding.thenRun(done);
    }

    /** Looks whether what was told has come through; if not, it is told again. */
    void check() {
        if (outstanding.isDone()) {
            Reply reply = outstanding.join();
            if (reply != null && !reply.isDone()) {
                forget();
            }
            outstanding = CompletableFuture.completedFuture(null);
        }
    }

    /** What was told last. */
    Optional<ClStat> told() {
        return told.map(Publication::own);
    }
}
