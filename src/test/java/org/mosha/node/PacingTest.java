package org.mosha.node;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacingTest {
    private static final long ENDED = nanos(30);

    private final Pacing pacing = new Pacing();

    private static long nanos(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    @Test
    void restsTenTimesAsLongAsThinkingHasTakenWhileProcessesStart() {
        pacing.done(0, ENDED);

        pacing.happened(false, ENDED);

        assertFalse(pacing.isWoken(ENDED + nanos(299)));
        assertTrue(pacing.isWoken(ENDED + nanos(300)));
    }

    @Test
    void neverRestsForLong() {
        pacing.done(ENDED - nanos(5000), ENDED);

        pacing.happened(false, ENDED);

        assertTrue(pacing.isWoken(ENDED + nanos(400)));
    }

    @Test
    void thinksAMomentAfterAProcessWhenItHasRestedAndAtOnceOfWhatTheClusterSays() {
        long rested = ENDED + nanos(1000);
        pacing.done(0, ENDED);

        pacing.happened(false, rested);

        assertFalse(pacing.isWoken(rested + nanos(2)));
        assertTrue(pacing.isWoken(rested + nanos(3)));

        pacing.done(rested, rested + nanos(30));
        pacing.happened(true, rested + nanos(31));
        assertTrue(pacing.isWoken(rested + nanos(31)));
    }
}
