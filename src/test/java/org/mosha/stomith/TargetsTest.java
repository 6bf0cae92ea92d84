package org.mosha.stomith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mosha.model.NodeId;

class TargetsTest {
    private static final NodeId TWO = new NodeId(2);

    private final Targets targets = new Targets();

    @Test
    void whoAsksForTheSameShotIsAnsweredByIt() {
        assertTrue(targets.add(TWO, "a"));
        assertFalse(targets.add(TWO, "a"));

        assertEquals(Optional.of("a"), targets.next(TWO));
        assertEquals(2, targets.finish(TWO, "a"));
        assertEquals(Optional.empty(), targets.next(TWO));
    }

    @Test
    void anotherLifeOfTheNodeWaitsItsTurnAndAnotherNodeDoesNot() {
        assertTrue(targets.add(TWO, "b"));
        assertFalse(targets.add(TWO, "a"));
        assertTrue(targets.add(new NodeId(3), "a"));

        assertEquals(Optional.of("b"), targets.next(TWO));
        assertEquals(1, targets.finish(TWO, "b"));
        assertEquals(Optional.of("a"), targets.next(TWO));
    }

    @Test
    void whoComesAfterTheEndGetsAShotOfHisOwn() {
        targets.add(TWO, "a");
        targets.finish(TWO, "a");

        assertFalse(targets.add(TWO, "a"), "somebody is still at the node, and will find it");
        assertEquals(Optional.of("a"), targets.next(TWO));
        assertEquals(1, targets.finish(TWO, "a"));
        assertEquals(Optional.empty(), targets.next(TWO));
        assertTrue(targets.add(TWO, "a"));
    }
}
