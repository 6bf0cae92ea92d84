package org.mosha.engine.directory;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mosha.model.ClStat;
import org.mosha.model.HaStat;

class WishesTest {
    private static final long LONG_NANOS = Duration.ofMinutes(5).toNanos();

    private final Wishes wishes = new Wishes();
    private final BlockingQueue<Wishes.Batch> taken = new LinkedBlockingQueue<>();
    private final Thread taker = new Thread(this::take);

    private void take() {
        try {
            while (true) {
                taken.add(wishes.take(LONG_NANOS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @BeforeEach
    void somebodyWaits() {
        taker.setDaemon(true);
        taker.start();
        await().until(() -> taker.getState() == Thread.State.TIMED_WAITING);
    }

    @AfterEach
    void end() {
        taker.interrupt();
    }

    private static OwnStatus.Publication said(long atNanos) {
        ClStat none = new ClStat(new TreeMap<>());
        return new OwnStatus.Publication(none, HaStat.of(Map.of()), false, Duration.ofSeconds(2), atNanos);
    }

    @Test
    void anUrgentPublicationIsTakenAtOnce() throws InterruptedException {
        wishes.publish(said(1), true);
        assertEquals(Optional.of(said(1)), taken.take().publication());
    }

    @Test
    void oneThatIsNotComesWithWhateverIsNext() throws InterruptedException {
        wishes.publish(said(1), false);
        wishes.publish(said(2), false);
        wishes.look();
        Wishes.Batch batch = taken.take();
        assertTrue(batch.look(), "the publications alone have woken it");
        assertEquals(Optional.of(said(2)), batch.publication());
    }

    @Test
    void tellsAnotherHeartbeatFromAnotherStatus() {
        ClStat none = new ClStat(new TreeMap<>());
        HaStat nothing = HaStat.of(Map.of());
        assertTrue(said(2).saysTheSameAs(said(1)));
        assertTrue(!said(2).saysTheSameAs(null));
        assertTrue(!new OwnStatus.Publication(none, nothing, true, Duration.ofSeconds(2), 2).saysTheSameAs(said(1)));
        assertTrue(!new OwnStatus.Publication(none, nothing, false, Duration.ofSeconds(9), 2).saysTheSameAs(said(1)));
    }
}
