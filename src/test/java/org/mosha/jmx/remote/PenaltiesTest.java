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
        Duration delay = penalties.wrong(address, now);
        penalties.done(address);
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
    void anAddressWithSeveralWaitingIsNotListenedTo() {
        for (int i = 0; i < Penalties.WAITING_EACH; i++) {
            assertTrue(penalties.mayTry("a"));
            assertFalse(penalties.wrong("a", NOW).isZero());
        }
        assertFalse(penalties.mayTry("a"));
        assertTrue(penalties.mayTry("b"));
        assertTrue(penalties.wrong("a", NOW).isZero());
        penalties.done("a");
        assertTrue(penalties.mayTry("a"));
    }

    @Test
    void noMoreThreadsWaitThanAFewHoweverManyAddressesThereAre() {
        int waiting = 0;
        for (int i = 0; i < 5000; i++) {
            waiting += penalties.wrong("address" + i, NOW).isZero() ? 0 : 1;
        }
        assertEquals(Penalties.WAITING_ALL, waiting);
        for (int i = 0; i < Penalties.WAITING_ALL; i++) {
            penalties.done("address" + i);
        }
        assertFalse(penalties.wrong("another", NOW).isZero());
    }
}
