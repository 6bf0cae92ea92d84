package org.mosha.stomith;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.mosha.model.NodeId;
import org.mosha.node.FencePort;
import org.mosha.node.FencePort.Answer;

/** Takes the answers. */
final class Shots implements FencePort.Listener {
    final List<Shot> all = new CopyOnWriteArrayList<>();

    record Shot(NodeId node, String incarnation, Answer answer, String note) {}

    @Override
    public void shot(NodeId node, String incarnation, Answer answer, String note) {
        all.add(new Shot(node, incarnation, answer, note));
    }

    Shot first() {
        return atLeast(1).get(0);
    }

    List<Shot> atLeast(int count) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> all.size() >= count);
        return all;
    }
}
