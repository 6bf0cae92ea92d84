package org.mosha.engine.directory;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mosha.engine.Wishes;
import org.mosha.model.ClStat;
import org.mosha.model.GroupName;
import org.mosha.model.GroupStatus;
import org.mosha.model.HaStat;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;

class WishesTest {
    private static final long LONG_NANOS = Duration.ofMinutes(30).toNanos();
    private static final ClStat NONE = new ClStat(new TreeMap<>());
    private static final HaStat NOTHING = HaStat.of(Map.of());
    private static final ClStat RUNS =
            new ClStat(new TreeMap<>(Map.of(new GroupName("web"), new GroupStatus(new Runlevel("start"), "DONE"))));

    private final Wishes<OwnStatus.Publication> wishes = new Wishes<>();
    private final BlockingQueue<Wishes.Batch<OwnStatus.Publication>> taken = new LinkedBlockingQueue<>();
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
        waits();
    }

    /** Whoever is woken does not wait again before it has taken something. */
    private void waits() {
        await().until(() -> taker.getState() == Thread.State.TIMED_WAITING);
    }

    @AfterEach
    void end() {
        taker.interrupt();
    }

    private static OwnStatus.Publication said(long atNanos) {
        return new OwnStatus.Publication(NONE, NOTHING, false, Duration.ofSeconds(2), atNanos);
    }

    /** What was taken, long before the taker would have stopped waiting by itself. */
    private Wishes.Batch<OwnStatus.Publication> taken() {
        return await().until(taken::poll, Objects::nonNull);
    }

    @Test
    void anUrgentPublicationIsTakenAtOnce() {
        wishes.publish(said(1), true);
        assertEquals(Optional.of(said(1)), taken().publication());
    }

    @Test
    void oneThatIsNotComesWithWhateverIsNext() {
        wishes.publish(said(1), false);
        wishes.publish(said(2), false);
        waits();
        assertTrue(taken.isEmpty(), "the publications alone have woken it");
        wishes.look();
        Wishes.Batch<OwnStatus.Publication> batch = taken();
        assertTrue(batch.look());
        assertEquals(Optional.of(said(2)), batch.publication());
    }

    @Test
    void whatIsPutOffComesNextUnlessSomethingElseIsWishedSince() throws InterruptedException {
        GroupName first = new GroupName("first");
        GroupName second = new GroupName("second");
        Wishes<OwnStatus.Publication> mine = new Wishes<>();
        mine.ofClaims(Map.of(second, new Wishes.OfClaim.GiveBack(1)));
        mine.later(Map.of(first, new Wishes.OfClaim.Take(0), second, new Wishes.OfClaim.Take(0)));
        assertEquals(
                Map.of(first, new Wishes.OfClaim.Take(0), second, new Wishes.OfClaim.GiveBack(1)),
                mine.take(0).claims());
    }

    @Test
    void tellsAnotherHeartbeatFromAnotherStatus() {
        Duration session = Duration.ofSeconds(2);
        HaStat something = HaStat.of(Map.of(new NodeId(2), RUNS));
        assertTrue(said(2).saysTheSameAs(said(1)));
        assertFalse(said(2).saysTheSameAs(null));
        assertFalse(new OwnStatus.Publication(RUNS, NOTHING, false, session, 2).saysTheSameAs(said(1)));
        assertFalse(new OwnStatus.Publication(NONE, something, false, session, 2).saysTheSameAs(said(1)));
        assertFalse(new OwnStatus.Publication(NONE, NOTHING, true, session, 2).saysTheSameAs(said(1)));
        assertFalse(new OwnStatus.Publication(NONE, NOTHING, false, Duration.ofSeconds(9), 2).saysTheSameAs(said(1)));
    }
}
