package org.mosha.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandingByTest {
    private final Journal journal = new Journal(new StillClock());

    private final StandingBy standing = new StandingBy(false, journal);

    @Test
    void eachOrderThatTheEngineKeepsCountsOnceAlsoAfterAnotherOne() {
        standing.see(Optional.of("1"));
        assertTrue(standing.isOrdered());
        standing.order(false);
        standing.see(Optional.of("1"));
        assertFalse(standing.isOrdered());
        standing.see(Optional.of("2"));
        assertTrue(standing.isOrdered());
        standing.see(Optional.empty());
        assertFalse(standing.isOrdered());
    }

    @Test
    void anOrderThatIsNotKeptStaysUntilItIsEnded() {
        standing.order(true);
        standing.see(Optional.empty());
        assertTrue(standing.isOrdered());
        standing.resume();
        assertFalse(standing.isOrdered());
    }

    @Test
    void anOrderThatHasComeSinceTheLastOneWasEndedCounts() {
        standing.see(Optional.of("1"));
        standing.see(Optional.of("2"));
        standing.resume();
        assertTrue(standing.isOrdered());
    }

    private List<String> told() {
        return journal.last(10);
    }

    @Test
    void thatItTakesGroupsAgainIsToldOnceAndNotOfANodeThatDidAllTheTime() {
        standing.resume();
        standing.see(Optional.empty());
        assertEquals(List.of(), told());
        standing.see(Optional.of("1"));
        standing.see(Optional.empty());
        standing.resume();
        assertEquals(1, told().size(), () -> "" + told());
        assertTrue(told().get(0).endsWith("this node takes groups again"), () -> "" + told());
    }

    @Test
    void aNodeThatNeverTakesGroupsDoesNotSayThatItDoes() {
        StandingBy voter = new StandingBy(true, journal);
        voter.resume();
        assertTrue(voter.isOrdered());
        assertTrue(voter.isAlways());
        assertFalse(standing.isAlways());
        assertEquals(List.of(), told());
    }
}
