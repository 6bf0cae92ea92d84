package org.mosha.jmx.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PenaltiesTest {
    private static final long NOW = Long.MIN_VALUE + 5;

    private final Penalties penalties = new Penalties();

    private Duration wrong(String address, long now) {
        Duration delay = penalties.wrong(address, "alice", now);
        penalties.done(address, "alice");
        return delay;
    }

    @Test
    void theDelayDoublesUpToALimit() {
        assertEquals(Duration.ofMillis(250), wrong("a", NOW));
        assertEquals(Duration.ofMillis(500), wrong("a", NOW));
        assertEquals(Duration.ofSeconds(1), wrong("a", NOW));
        assertEquals(Duration.ofMillis(250), wrong("b", NOW));
        assertEquals(Penalties.LONGEST, Penalties.delay(6));
        assertEquals(Penalties.LONGEST, Penalties.delay(Integer.MAX_VALUE));
    }

    @Test
    void whatWasLongAgoIsForgotten() {
        wrong("a", NOW);
        assertEquals(
                Duration.ofMillis(250), wrong("a", NOW + Duration.ofMinutes(11).toNanos()));
    }

    @Test
    void aUserWithSeveralWaitingIsNotListenedToAndOthersOfTheAddressAre() {
        for (int i = 0; i < Penalties.WAITING_USER; i++) {
            assertTrue(penalties.mayTry("a", "alice"));
            assertFalse(penalties.wrong("a", "alice", NOW).isZero());
        }
        assertFalse(penalties.mayTry("a", "alice"));
        assertTrue(penalties.mayTry("a", "bob"));
        assertTrue(penalties.mayTry("b", "alice"));
        assertTrue(penalties.wrong("a", "alice", NOW).isZero());
        penalties.done("a", "alice");
        assertTrue(penalties.mayTry("a", "alice"));
    }

    @Test
    void anAddressWithManyWaitingIsNotListenedTo() {
        for (int i = 0; i < Penalties.WAITING_ADDRESS; i++) {
            assertFalse(penalties.wrong("a", "user" + i, NOW).isZero());
        }
        assertFalse(penalties.mayTry("a", "bob"));
        assertTrue(penalties.mayTry("b", "bob"));
        penalties.done("a", "user3");
        assertTrue(penalties.mayTry("a", "bob"));
    }

    @Test
    void noMoreThreadsWaitThanAFewHoweverManyAddressesThereAre() {
        int waiting = 0;
        for (int i = 0; i < 5000; i++) {
            waiting += penalties.wrong("address" + i, "alice", NOW).isZero() ? 0 : 1;
        }
        assertEquals(Penalties.WAITING_ALL, waiting);
        for (int i = 0; i < Penalties.WAITING_ALL; i++) {
            penalties.done("address" + i, "alice");
        }
        assertFalse(penalties.wrong("another", "alice", NOW).isZero());
    }
}
