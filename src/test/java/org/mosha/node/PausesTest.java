package org.mosha.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PausesTest {
    private final Journal journal = new Journal(new StillClock());
    private final Pauses pauses = new Pauses(Duration.ofMillis(1500), journal);

    private boolean late(long plannedMillis, long takenMillis, boolean leased) {
        return pauses.note(plannedMillis * 1_000_000, takenMillis * 1_000_000, leased);
    }

    @Test
    void whatComesInTimeOrEarlyOrALittleLateIsNoPause() {
        assertFalse(late(250, 20, true));
        assertFalse(late(250, 250, true));
        assertFalse(late(250, 349, true));
        assertEquals(new NodeSnapshot.PauseView(0, 0, 0), pauses.view());
    }

    @Test
    void theLastAndTheLongestPauseAreKept() {
        assertTrue(late(250, 650, true));
        assertTrue(late(0, 100, true));
        assertEquals(new NodeSnapshot.PauseView(100, 400, 2), pauses.view());
        assertEquals(List.of(), journal.last(10));
    }

    @Test
    void halfOfTheLimitIsAWarningWhereThereIsALeaseToLose() {
        late(250, 999, true);
        late(250, 1000, false);
        assertEquals(List.of(), journal.last(10));
        late(250, 1000, true);
        assertEquals(1, journal.last(10).size());
        assertTrue(journal.last(1).get(0).contains("this daemon stood still for 750 ms: after 1500 ms without"));
    }
}
