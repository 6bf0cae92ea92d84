package org.mosha.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FreshnessTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void theFirstLookTakesTheFilesAge() {
        Freshness first = Freshness.first("a", Duration.ofSeconds(5), Duration.ofDays(1));
        assertEquals(Duration.ofDays(1).plusSeconds(1), first.age(Duration.ofSeconds(6)));
    }

    @Test
    void aFileFromTheFutureIsAsOldAsItsFirstLook() {
        Freshness first = Freshness.first("a", Duration.ofSeconds(5), Duration.ofDays(-1));
        assertEquals(Duration.ofSeconds(3), first.age(Duration.ofSeconds(8)));
    }

    @Test
    void onlyAnotherVersionMakesItFresh() {
        Freshness old = Freshness.first("a", Duration.ZERO, Duration.ofDays(1));
        assertEquals(old, old.look("a", MINUTE));
        assertEquals(Duration.ZERO, old.look("b", MINUTE).age(MINUTE));
    }

    @Test
    void anAgeIsNeverNegative() {
        assertEquals(Duration.ZERO, new Freshness("a", MINUTE).age(Duration.ZERO));
    }

    @Test
    void staleIsOlderThanTheTimeoutAndNotEquallyOld() {
        assertFalse(Freshness.isStale(MINUTE, MINUTE));
        assertTrue(Freshness.isStale(MINUTE.plusNanos(1), MINUTE));
    }
}
