package org.mosha.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mosha.cluster.FenceResult;
import org.mosha.cluster.FenceWord;
import org.mosha.cluster.Member.Session;
import org.mosha.model.ClStat;
import org.mosha.model.NodeId;

class MembersTest {
    private static final long SECOND = 1_000_000_000L;
    private static final NodeId TWO = new NodeId(2);

    private final NodeSetup setup = new SimWorld(SimPlan.small(1)).setup(new NodeId(1), "life1", 0);
    private final ClStat nothing = new ClStat(new TreeMap<>());

    @Test
    void aNodeIsSilentOnlyIfItWasLookedForAfterItsSessionTimeout() {
        assertEquals(Session.LIVE, session(0, SECOND), "two seconds are allowed");
        assertEquals(Session.OVER, session(0, 2 * SECOND + 1));
    }

    @Test
    void timeInWhichNobodyLooksProvesNothing() {
        EngineView view = view(0, SECOND);
        assertEquals(
                Session.LIVE,
                new Members(setup)
                        .of(view, nothing, false, false, 100 * SECOND)
                        .get(1)
                        .session());
    }

    @Test
    void aNodeThatFallsSilentCallsForACycleOnce() {
        Members members = new Members(setup);
        assertTrue(members.sessionsChange(view(0, SECOND), view(0, 3 * SECOND)));
        assertFalse(members.sessionsChange(view(0, 3 * SECOND), view(0, 4 * SECOND)));
        assertFalse(members.sessionsChange(view(0, SECOND), view(SECOND, 2 * SECOND)));
    }

    @Test
    void aNodeIsWaitedForAsLongAsItHasSaid() {
        Duration said = Duration.ofSeconds(20);
        assertEquals(Session.LIVE, session(said, Optional.empty(), 20 * SECOND));
        assertEquals(Session.OVER, session(said, Optional.empty(), 20 * SECOND + 1));
    }

    @Test
    void whoWasConfirmedOffAndIsSilentHasNoSession() {
        Duration said = Duration.ofSeconds(20);
        FenceWord off = new FenceWord("life2", new NodeId(3), "life3", FenceResult.CONFIRMED, "");
        assertEquals(Session.LIVE, session(said, Optional.of(off), 2 * SECOND), "it may yet be heard");
        assertEquals(Session.EXPIRED, session(said, Optional.of(off), 2 * SECOND + 1));
        FenceWord begun = new FenceWord("life2", new NodeId(3), "life3", FenceResult.UNKNOWN, "");
        assertEquals(Session.LIVE, session(said, Optional.of(begun), 3 * SECOND));
    }

    @Test
    void whoDoesNotSayItsLifeIsOverOnlyWhenItIsKnownHowLongToWait() {
        assertEquals(Session.UNKNOWN, mute(Duration.ZERO, 1000 * SECOND));
        assertEquals(Session.UNKNOWN, mute(Duration.ofSeconds(20), 20 * SECOND));
        assertEquals(Session.OVER, mute(Duration.ofSeconds(20), 20 * SECOND + 1));
    }

    private Session mute(Duration said, long lookedNanos) {
        return new Members(setup)
                .of(view("", 0, lookedNanos, said, Optional.empty()), nothing, false, false, lookedNanos)
                .get(1)
                .session();
    }

    private Session session(Duration said, Optional<FenceWord> fence, long lookedNanos) {
        return new Members(setup)
                .of(view(0, lookedNanos, said, fence), nothing, false, false, lookedNanos)
                .get(1)
                .session();
    }

    private Session session(long seenNanos, long lookedNanos) {
        EngineView view = view(seenNanos, lookedNanos);
        return new Members(setup)
                .of(view, nothing, false, false, lookedNanos)
                .get(1)
                .session();
    }

    private static EngineView view(long seenNanos, long lookedNanos) {
        return view(seenNanos, lookedNanos, Duration.ZERO, Optional.empty());
    }

    private static EngineView view(long seenNanos, long lookedNanos, Duration said, Optional<FenceWord> fence) {
        return view("life2", seenNanos, lookedNanos, said, fence);
    }

    private static EngineView view(
            String life, long seenNanos, long lookedNanos, Duration said, Optional<FenceWord> fence) {
        ConfigText none = new ConfigText("none", Optional.empty(), Optional.empty());
        Sighting two = new Sighting(
                TWO,
                "host2",
                true,
                true,
                new Sighting.Contact(seenNanos, lookedNanos),
                new Sighting.Life(life, said, false, fence),
                new Sighting.Report(Optional.empty(), false, false));
        return new EngineView(
                "", new TreeMap<>(Map.of(TWO, two)), new TreeMap<>(), none, none, Optional.empty(), List.of());
    }
}
