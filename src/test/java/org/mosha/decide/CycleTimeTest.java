package org.mosha.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CycleTimeTest {
    private static final Duration ONE = Duration.ofSeconds(1);
    private static final CycleTime CYCLE = new CycleTime(ONE, Duration.ofSeconds(20));

    @Test
    void becomesTheMeanOfItselfAndItsTarget() {
        assertEquals(Duration.ofSeconds(3), CYCLE.next(Pace.MEAN_WITH_5, 3, 0).current());
        assertEquals(
                Duration.ofMillis(5500), CYCLE.next(Pace.MEAN_WITH_10, 3, 0).current());
        assertEquals(
                Duration.ofSeconds(2), CYCLE.next(Pace.MEAN_WITH_NODES, 3, 0).current());
    }

    @Test
    void aBackOffAddsUpToTenSecondsByChance() {
        assertEquals(ONE, CYCLE.next(Pace.BACKOFF, 3, 0).current());
        assertEquals(Duration.ofSeconds(6), CYCLE.next(Pace.BACKOFF, 3, 0.5).current());
        assertEquals(
                Duration.ofMillis(10_990), CYCLE.next(Pace.BACKOFF, 3, 0.999).current());
    }

    @Test
    void comesCloseToWhatItIsDrawnTo() {
        CycleTime cycle = CYCLE;
        for (int i = 0; i < 40; i++) {
            cycle = cycle.next(Pace.MEAN_WITH_NODES, 7, 0);
        }
        assertEquals(7000, cycle.current().toMillis(), 1);
    }

    @Test
    void neverExceedsItsMaximum() {
        CycleTime cycle = CYCLE;
        for (int i = 0; i < 10; i++) {
            cycle = cycle.next(Pace.BACKOFF, 3, 0.9);
        }
        assertEquals(Duration.ofSeconds(20), cycle.current());
        assertEquals(
                Duration.ofSeconds(20),
                cycle.next(Pace.MEAN_WITH_NODES, 1000, 0).current());
    }

    @Test
    void refusesATimeThatIsNotMoreThanZero() {
        assertThrows(IllegalArgumentException.class, () -> new CycleTime(Duration.ZERO, ONE));
        assertThrows(IllegalArgumentException.class, () -> new CycleTime(ONE, Duration.ZERO));
    }
}
