package org.mosha.cluster;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FreshnessTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void staleIsOlderThanTheTimeoutAndNotEquallyOld() {
        assertFalse(Freshness.isStale(MINUTE, MINUTE));
        assertTrue(Freshness.isStale(MINUTE.plusNanos(1), MINUTE));
    }
}
