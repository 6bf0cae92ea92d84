package org.mosha.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the times keep the order on which it rests that nothing runs twice. */
class EngineTimesTest {
    private static EngineTimes of(long millis) {
        return new EngineTimes(Duration.ofMillis(millis));
    }

    private static void inOrder(Duration first, Duration second) {
        assertTrue(first.compareTo(second) <= 0, () -> first + " should not be longer than " + second);
    }

    @ParameterizedTest
    @ValueSource(longs = {500, 700, 800, 1000, 1800, 2000, 5000, 60_000})
    void nobodyTakesOverBeforeALostNodeHasKilledEverything(long millis) {
        EngineTimes times = of(millis);
        inOrder(times.doubt(), times.lease());
        inOrder(times.lease(), times.quietBound());
        inOrder(times.quietBound(), times.silence());
        inOrder(times.silence(), times.expulsion());
        inOrder(times.session(), times.expulsion());
        inOrder(times.expulsion().plus(times.beat()), times.takeoverBound());
        inOrder(times.takeoverBound(), times.takeoverBoundOfLeader());
    }

    @Test
    void theBoundsAreToldInOneLine() {
        assertEquals(
                "a node that is cut off has stopped everything after 1.7 s; its groups may start elsewhere after 2.25 s, "
                        + "or 3.25 s at most when its peer has led the ensemble",
                of(2000).bounds());
    }
}
