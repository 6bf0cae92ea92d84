package org.mosha.engine.zookeeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.mosha.config.EngineTimes;
import org.mosha.model.NodeId;
import org.mosha.node.Clocks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that this node lives, so often in a session, and looks for the heartbeats of the others. A heartbeat is a change,
 * so that only a majority of the ensemble can acknowledge it; what is acknowledged counts from when it was sent. On a
 * thread of its own, so that nothing that is slow delays it.
 */
final class Pulse {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.engine");

    /** Whom it speaks for. */
    interface Life {
        /** Whether the threads live that a node needs. */
        boolean isThere();
    }

    private final NodeId self;
    private final EngineTimes times;
    private final Ensemble ensemble;
    private final Membership membership;
    private final Beats beats;
    private final Clocks clocks;
    private final Life lives;
    private final Runnable changed;
    private final ScheduledExecutorService thread;
    private volatile Set<NodeId> others = Set.of();
    private volatile long heardNanos;
    private volatile long steadyNanos;
    private CompletableFuture<Reply> outstanding = CompletableFuture.completedFuture(null);

    /**
     * Prepares it.
     *
     * @param lives whether the threads live for which this one speaks
     * @param changed called when the registration is found to be lost, or the others were looked at in a new epoch
     */
    Pulse(
            NodeId self,
            EngineTimes times,
            Ensemble ensemble,
            Membership membership,
            Beats beats,
            Clocks clocks,
            Life lives,
            Runnable changed) {
        this.self = self;
        this.times = times;
        this.ensemble = ensemble;
        this.membership = membership;
        this.beats = beats;
        this.clocks = clocks;
        this.lives = lives;
        this.changed = changed;
        this.heardNanos = clocks.nanos();
        this.steadyNanos = heardNanos;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "mosha-beat");
            made.setDaemon(true);
            return made;
        });
    }

    void start() {
        thread.execute(this::goOn);
    }

    private void goOn() {
        tick();
        if (!thread.isShutdown()) {
            thread.schedule(this::goOn, times.untilBeat(clocks.wall()).toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Beats once more at once. */
    void now() {
        thread.execute(this::tick);
    }

    void stop() {
        thread.shutdownNow();
    }

    /** When the newest heartbeat was sent that a majority has acknowledged. */
    long heardNanos() {
        return heardNanos;
    }

    /** Since when this node's lease has never been over: each heartbeat was acknowledged within that of the one before. */
    long steadyNanos() {
        return steadyNanos;
    }

    /** Whose heartbeats are looked at. */
    void watch(Set<NodeId> nodes) {
        others = Set.copyOf(nodes);
    }

    private void tick() {
        try {
            if (outstanding.isDone() && lives.isThere()) {
                beat();
            }
        } catch (RuntimeException e) {
            // who throws is never called again
            LOG.error("a heartbeat has failed, and the next one is due", e);
        } catch (Error e) {
            dies(e);
        }
    }

    /** Tells of an error as if this thread had died of it: its executor would keep it to itself, and go on. */
    private static void dies(Error error) {
        Thread own = Thread.currentThread();
        own.getUncaughtExceptionHandler().uncaughtException(own, error);
    }

    /** Tells what is thrown where an answer has come, on a thread of ZooKeeper's: the future would keep it to itself. */
    private void heed(CompletableFuture<Void> last) {
        last.whenComplete((nothing, thrown) -> {
            Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
            if (cause instanceof Error error) {
                thread.execute(() -> dies(error));
            } else if (cause != null) {
                LOG.error("an answer to a heartbeat was of no use", cause);
            }
        });
    }

    private void beat() {
        Optional<List<Op>> proof = membership.proof();
        if (proof.isEmpty()) {
            return;
        }
        // before its own heartbeat: reads wait for the changes that were asked for before them
        lookAtOthers();
        List<Op> ops = new ArrayList<>(proof.get());
        ops.add(Op.setData(Znodes.of(Znodes.BEATS, self), new byte[0], -1));
        long sent = clocks.nanos();
        outstanding = ensemble.send(ops);
        heed(outstanding.thenAccept(reply -> acknowledged(reply, sent)));
    }

    /** Looks at the heartbeats of nodes of which no watch has told lately. */
    private void lookAtOthers() {
        List<NodeId> silent = beats.untold(others, lately());
        if (silent.isEmpty()) {
            return;
        }
        heed(read(silent));
    }

    private CompletableFuture<Void> read(List<NodeId> nodes) {
        long epoch = beats.epoch();
        return ensemble.send(nodes.stream()
                        .map(node -> Op.getData(Znodes.of(Znodes.BEATS, node)))
                        .toList())
                .thenAccept(reply -> beats.saw(nodes, reply.results(), clocks.nanos(), epoch));
    }

    /** A silent node's last heartbeat has to be read again before it counts in a new epoch. */
    private void lookInNewEpoch() {
        if (!others.isEmpty()) {
            heed(read(List.copyOf(others)).thenRun(changed));
        }
    }

    /** Since when a node has not missed a heartbeat if one was heard. */
    private long lately() {
        return clocks.nanos() - times.beat().toNanos() * 3 / 2;
    }

    private void acknowledged(Reply reply, long sent) {
        if (reply.isDone()) {
            long now = clocks.nanos();
            if (now - heardNanos >= times.lease().toNanos()) {
                steadyNanos = now;
            }
            heardNanos = sent;
            if (beats.acknowledged(reply.lastChange())) {
                lookInNewEpoch();
            }
        } else if (reply.code() == Code.NONODE || reply.code() == Code.BADVERSION) {
            membership.lost();
            changed.run();
        }
    }
}
