package org.mosha.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<Long> told = new ArrayList<>();
    private final Lease lease = new Lease(Duration.ofSeconds(4), new Told(), new Journal(new Stopped()));

    @Test
    void lastsThreeQuartersOfTheSessionAfterTheNewestHeartbeat() {
        assertFalse(lease.look(false, 0, SECOND));
        assertEquals(List.of(3 * SECOND), told);
        assertFalse(lease.look(false, 0, 3 * SECOND - 1));
        assertTrue(lease.look(false, 0, 3 * SECOND));
        assertTrue(lease.isOver());
        assertFalse(lease.look(false, 0, 4 * SECOND), "said once");
    }

    @Test
    void thatItHasRunOutIsSeenEvenIfANewerHeartbeatWasHeardBeforeTheLook() {
        lease.look(false, 0, 0);
        assertTrue(lease.look(false, 9 * SECOND, 9 * SECOND), "the guard has struck after 3 s");
        assertTrue(lease.isOver());
        assertFalse(lease.look(false, 9 * SECOND, 9 * SECOND));
        assertFalse(lease.isOver());
    }

    @Test
    void aNodeThatIsAloneHasNone() {
        lease.look(false, 0, 0);
        assertFalse(lease.look(true, 0, 9 * SECOND));
        assertFalse(lease.isOver());
    }

    private static final class Stopped implements Clocks {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Instant wall() {
            return Instant.EPOCH;
        }
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
        public void lease(long nanos) {
            told.add(nanos);
        }

        @Override
        public void noLease() {
            told.clear();
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
