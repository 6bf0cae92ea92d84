package org.mosha.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusRefreshTest {
    /** Until a node that knows no other tells its status again, on a busy machine. */
    private static final Duration NEXT_CHANCE = Duration.ofMillis(1_500);

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 10, 12, 15, 20, 24, 30, 60, 3600})
    void aStatusIsWrittenAgainBeforeAThirdOfTheTimeOutIsOver(int seconds) {
        Duration timeout = Duration.ofSeconds(seconds);
        Duration oldest = StatusRefresh.after(timeout).plus(NEXT_CHANCE);
        assertTrue(oldest.compareTo(timeout.dividedBy(3)) <= 0, oldest::toString);
    }

    @Test
    void aStatusIsNotWrittenMoreOftenThanItNeeds() {
        assertEquals(Duration.ofSeconds(15), StatusRefresh.after(Duration.ofSeconds(60)));
        assertEquals(Duration.ofMillis(125), StatusRefresh.after(Duration.ofSeconds(1)));
    }
}
