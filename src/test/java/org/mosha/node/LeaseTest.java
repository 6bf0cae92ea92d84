package org.mosha.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosha.node.ClusterEngine.Heartbeat;

class LeaseTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Duration SHORT = Duration.ofSeconds(4);
    private static final Duration LONG = Duration.ofSeconds(40);

    private final List<Long> told = new ArrayList<>();
    private final Lease lease = lease(false);

    private Lease lease(boolean alone) {
        return new Lease(alone, SHORT, LONG, new Told(), new Journal(new StillClock()), SECOND);
    }

    private long slept = SECOND;

    private boolean look(boolean alone, long atNanos, Duration session, long now) {
        return lease.look(alone, Heartbeat.of(atNanos, session), now, slept);
    }

    private void said(boolean alone, Heartbeat heard, long now) {
        lease.look(alone, heard, now, slept);
        lease.said(now);
    }

    @Test
    void lastsThreeQuartersOfTheSessionAfterTheNewestHeartbeat() {
        assertFalse(look(false, 0, SHORT, SECOND));
        assertEquals(List.of(3 * SECOND), told);
        assertFalse(look(false, 0, SHORT, 3 * SECOND - 1));
        assertTrue(look(false, 0, SHORT, 3 * SECOND));
        assertTrue(lease.isOver());
        assertFalse(look(false, 0, SHORT, 4 * SECOND), "said once");
        assertEquals(List.of(3 * SECOND, 3 * SECOND), told, "also to the guard, which may still be waiting");
    }

    @Test
    void thatItHasRunOutIsSeenEvenIfANewerHeartbeatWasHeardBeforeTheLook() {
        look(false, 0, SHORT, 0);
        assertTrue(look(false, 9 * SECOND, SHORT, 9 * SECOND), "the guard has struck after 3 s");
        assertTrue(lease.isOver());
        assertFalse(look(false, 9 * SECOND, SHORT, 9 * SECOND));
        assertFalse(lease.isOver());
    }

    @Test
    void afterASleepOfTheMachineOnlyNewHeartbeatsCountInCompany() {
        look(false, 0, SHORT, 0);
        slept += SECOND / 1000;
        assertFalse(look(false, 0, SHORT, SECOND), "the two clocks are not read at once");
        slept += SECOND / 10;
        assertTrue(look(false, SECOND, SHORT, SECOND + 5));
        assertFalse(look(false, SECOND, SHORT, SECOND + 6), "said once");
        assertTrue(lease.isOver());
        assertEquals(List.of(3 * SECOND, SECOND + 5), told);
        assertFalse(look(false, SECOND + 7, SHORT, SECOND + 8));
        assertFalse(lease.isOver());
        assertEquals(List.of(3 * SECOND, SECOND + 5, 4 * SECOND + 7), told);
    }

    @Test
    void aLoneNodeSleepsAsLongAsItsLeaseLasts() {
        look(true, 0, LONG, 0);
        look(true, 1, LONG, 1);
        slept += 5 * SECOND;
        assertFalse(look(true, 1, LONG, SECOND));
        assertFalse(lease.isOver());
    }

    @Test
    void aDeadlineThatIsLittleLaterIsNotToldAndDoesNotCount() {
        look(false, 0, SHORT, 0);
        look(false, SECOND / 6, SHORT, SECOND / 6);
        assertEquals(List.of(3 * SECOND), told);
        assertTrue(look(false, SECOND / 6, SHORT, 3 * SECOND), "the guard knows no later one");
    }

    @Test
    void aDeadlineThatIsMuchLaterOrEarlierIsTold() {
        look(true, SECOND, LONG, SECOND);
        look(true, 3 * SECOND, LONG, 3 * SECOND);
        look(false, 3 * SECOND, LONG, 3 * SECOND);
        look(false, 3 * SECOND + SECOND / 5, SHORT, 4 * SECOND);
        assertEquals(List.of(31 * SECOND, 33 * SECOND, 6 * SECOND, 6 * SECOND + SECOND / 5), told);
    }

    @Test
    void whenTheDeadlineComesNearAnyLaterOneIsTold() {
        look(false, 0, SHORT, 0);
        look(false, SECOND / 6, SHORT, 2 * SECOND);
        assertEquals(List.of(3 * SECOND, 3 * SECOND + SECOND / 6), told);
        look(false, SECOND / 6, SHORT, 2 * SECOND);
        assertEquals(2, told.size());
    }

    @Test
    void afterOneThatIsOverAnyLaterOneIsTold() {
        look(false, 0, SHORT, 0);
        assertTrue(look(false, 1, SHORT, 3 * SECOND));
        assertFalse(look(false, 1, SHORT, 3 * SECOND));
        assertEquals(List.of(3 * SECOND, 3 * SECOND, 3 * SECOND + 1), told);
        assertFalse(lease.isOver());
    }

    @Test
    void aNodeThatTakesLongToStartHasNothingToKill() {
        assertFalse(look(false, 0, SHORT, 4 * SECOND));
        assertTrue(lease.isOver());
        assertFalse(look(false, 4 * SECOND, SHORT, 4 * SECOND));
        assertFalse(lease.isOver());
    }

    @Test
    void aLoneNodeHasALongOne() {
        assertFalse(look(true, 0, LONG, 0));
        assertTrue(lease.isLong());
        assertEquals(List.of(30 * SECOND), told);
        assertFalse(look(true, 0, LONG, 30 * SECOND - 1));
        assertTrue(look(true, 0, LONG, 30 * SECOND));
    }

    @Test
    void aNodeThatBeginsAloneAsksForALongOneAtOnce() {
        Lease first = lease(true);
        assertEquals(LONG, first.wanted());
        first.said(1);
        assertFalse(first.look(true, Heartbeat.of(0, LONG), 20 * SECOND, slept));
        assertEquals(List.of(30 * SECOND), told, "what was said before that look is not acknowledged yet");
    }

    @Test
    void aNodeThatBeginsAloneHasAShortOneIfThatIsWhatItsFirstHeartbeatSays() {
        Lease first = lease(true);
        first.said(1);
        assertFalse(first.look(true, Heartbeat.of(0, SHORT), SECOND, slept));
        assertEquals(List.of(3 * SECOND), told);
    }

    @Test
    void aNodeThatBeginsInCompanyHasAShortOneThoughItsFirstHeartbeatSaysALongOne() {
        assertEquals(SHORT, lease.wanted());
        said(false, Heartbeat.of(0, LONG), SECOND);
        said(true, Heartbeat.of(0, LONG), 2 * SECOND);
        assertEquals(List.of(3 * SECOND), told, "the short one was said, and may come about");
    }

    @Test
    void alsoALookThatShowsNobodyRenewsIt() {
        assertFalse(lease.look(true, new Heartbeat(0, LONG, 50 * SECOND), 79 * SECOND, slept));
        assertTrue(lease.look(true, new Heartbeat(0, LONG, 50 * SECOND), 80 * SECOND, slept));
    }

    @Test
    void inCompanyTheGuardKnowsTheShorterDeadlineBeforeTheShortLengthIsSaid() {
        look(true, 10 * SECOND, LONG, 10 * SECOND);
        assertFalse(look(false, 10 * SECOND, LONG, 11 * SECOND));
        assertEquals(List.of(40 * SECOND, 13 * SECOND), told);
        assertEquals(SHORT, lease.wanted());
    }

    @Test
    void itIsNotOverByBecomingShorter() {
        look(true, 0, LONG, 0);
        assertFalse(look(false, 0, LONG, 5 * SECOND));
        assertEquals(LONG, lease.wanted(), "until there is a new heartbeat");
        assertFalse(look(false, 5 * SECOND, LONG, 6 * SECOND));
        assertEquals(SHORT, lease.wanted());
        assertEquals(8 * SECOND, told.get(told.size() - 1));
    }

    @Test
    void itIsLongAgainOnlyWhenThatIsAcknowledged() {
        said(false, Heartbeat.of(0, LONG), 0);
        said(true, Heartbeat.of(0, SHORT), SECOND);
        assertEquals(LONG, lease.wanted());
        assertFalse(lease.isLong());
        assertTrue(look(true, 0, SHORT, 3 * SECOND), "the long one was never acknowledged");
        look(true, SECOND, LONG, 3 * SECOND);
        assertTrue(lease.isLong());
    }

    @Test
    void aShortHeartbeatThatMayComeAboutLateKeepsItShort() {
        said(true, Heartbeat.of(0, LONG), 0);
        said(false, Heartbeat.of(SECOND, LONG), SECOND);
        look(true, SECOND, LONG, 2 * SECOND);
        assertFalse(lease.isLong(), "what is acknowledged was said before the short one");
        look(true, 2 * SECOND, LONG, 2 * SECOND);
        assertTrue(lease.isLong());
    }

    private final class Told implements Adapters {
        @Override
        public ProcessPort processes(ProcessPort.Listener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FencePort fence(FencePort.Listener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void waits(String why) {}

        @Override
        public void lease(long nanos) {
            told.add(nanos);
        }

        @Override
        public void remember(int nodes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void publish(NodeSnapshot snapshot) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Beat beat() {
            return Beat.NONE;
        }
    }
}
