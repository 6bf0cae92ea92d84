package org.mosha.node;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.mosha.init.InitEvent;
import org.mosha.model.NodeId;
import org.mosha.model.RunId;

/**
 * Where everybody else leaves events for the node's own thread. Bounded: who puts more than the node can take
 * waits. The node's own thread never puts.
 */
final class Inbox implements ProcessPort.Listener, FencePort.Listener {
    private static final int ROOM = 65_536;

    private final BlockingQueue<NodeEvent> events = new ArrayBlockingQueue<>(ROOM);

    void put(NodeEvent event) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    events.put(event);
                    return;
                } catch (InterruptedException e) {
                    // an event of a process must not get lost: its group would wait for it for ever
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** All events that are there, waiting at most so long for the first one. */
    List<NodeEvent> take(long waitNanos) throws InterruptedException {
        List<NodeEvent> taken = new ArrayList<>();
        NodeEvent first = events.poll(Math.max(0, waitNanos), TimeUnit.NANOSECONDS);
        if (first != null) {
            taken.add(first);
            events.drainTo(taken);
        }
        return taken;
    }

    @Override
    public void spawned(RunId run, long pid) {
        put(new NodeEvent.OfProcess(new InitEvent.Spawned(run, pid)));
    }

    @Override
    public void spawnFailed(RunId run, String reason) {
        put(new NodeEvent.OfProcess(new InitEvent.SpawnFailed(run, reason)));
    }

    @Override
    public void exited(RunId run, int exitCode, boolean othersLive) {
        put(new NodeEvent.OfProcess(new InitEvent.Exited(run, exitCode, othersLive)));
    }

    @Override
    public void shot(NodeId node, String incarnation, FencePort.Answer answer, String note) {
        put(new NodeEvent.Shot(node, incarnation, answer, note));
    }

    @Override
    public void gone(RunId run) {
        put(new NodeEvent.OfProcess(new InitEvent.Gone(run)));
    }
}
