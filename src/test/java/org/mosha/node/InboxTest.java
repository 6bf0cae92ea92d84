package org.mosha.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.mosha.init.InitEvent;
import org.mosha.model.RunId;

class InboxTest {
    private static final RunId RUN = new RunId(7);

    private final Inbox inbox = new Inbox();

    @Test
    void whatHappensToAProcessComesInOrder() throws Exception {
        inbox.spawned(RUN, 42);
        inbox.exited(RUN, 3, true);
        inbox.gone(RUN);
        inbox.spawnFailed(RUN, "no");
        assertEquals(
                List.of(
                        new NodeEvent.OfProcess(new InitEvent.Spawned(RUN, 42)),
                        new NodeEvent.OfProcess(new InitEvent.Exited(RUN, 3, true)),
                        new NodeEvent.OfProcess(new InitEvent.Gone(RUN)),
                        new NodeEvent.OfProcess(new InitEvent.SpawnFailed(RUN, "no"))),
                inbox.take(0));
        assertEquals(List.of(), inbox.take(0));
        assertEquals(List.of(), inbox.take(-1));
    }

    @Test
    void anInterruptDoesNotLoseAnEventAndIsNotLostItself() throws Exception {
        Thread.currentThread().interrupt();
        inbox.gone(RUN);
        assertTrue(Thread.interrupted());
        assertEquals(1, inbox.take(0).size());
    }

    @Test
    void whoFindsItFullWaitsAndIsServedInSpiteOfAnInterrupt() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        int many = 70_000;
        Thread putter = new Thread(() -> {
            for (int i = 0; i < many; i++) {
                inbox.spawned(RUN, i);
            }
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        putter.start();
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> putter.getState() == Thread.State.WAITING);
            putter.interrupt();
            List<NodeEvent> taken = new ArrayList<>();
            while (taken.size() < many) {
                List<NodeEvent> some = inbox.take(TimeUnit.SECONDS.toNanos(60));
                assertTrue(!some.isEmpty(), "only " + taken.size() + " arrived");
                taken.addAll(some);
            }
            putter.join();
            assertTrue(interrupted.get());
            assertEquals(new NodeEvent.OfProcess(new InitEvent.Spawned(RUN, many - 1)), taken.get(many - 1));
        } finally {
            putter.interrupt();
        }
    }
}
