package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.mosha.model.NodeId;

/** When heartbeats count as seen. */
class BeatsTest {
    private static final NodeId TWO = new NodeId(2);
    private static final NodeId THREE = new NodeId(3);

    private final Beats beats = new Beats();

    @Test
    void aHeartbeatCountsFromWhenItWasFirstRead() {
        beats.saw(TWO, 7, 100, 10);
        beats.saw(TWO, 7, 100, 20);
        assertEquals(10, beats.seenNanos(TWO, 30));
        beats.saw(TWO, 8, 101, 40);
        assertEquals(40, beats.seenNanos(TWO, 50));
        assertEquals(OptionalInt.of(8), beats.version(TWO));
    }

    @Test
    void whatAWatchHasToldOfCountsFromThenHoweverLateItIsRead() {
        beats.saw(TWO, 7, 100, 10);
        beats.told(TWO, 101, 20);
        beats.saw(TWO, 8, 101, 90);
        assertEquals(20, beats.seenNanos(TWO, 95));
        assertEquals(OptionalInt.of(8), beats.version(TWO));
    }

    @Test
    void whatWasToldOfAndIsNotReadYetCountsAsWellAndHasNoVersion() {
        beats.saw(TWO, 7, 100, 10);
        beats.told(TWO, 101, 20);
        assertEquals(20, beats.seenNanos(TWO, 30));
        assertEquals(OptionalInt.of(7), beats.version(TWO));
    }

    @Test
    void anotherHeartbeatThanTheOneThatWasToldOfCountsFromItsReading() {
        beats.told(TWO, 101, 20);
        beats.saw(TWO, 9, 102, 90);
        assertEquals(90, beats.seenNanos(TWO, 95));
    }

    @Test
    void aWatchThatDoesNotSayWhichChangeItWasTellsNothing() {
        beats.saw(TWO, 7, 100, 10);
        beats.told(TWO, -1, 20);
        assertEquals(10, beats.seenNanos(TWO, 30));
        assertEquals(List.of(TWO), beats.untold(List.of(TWO), 15));
    }

    @Test
    void aNodeThatWasNeverReadIsWaitedForFromNowOnAndHasNoVersion() {
        assertEquals(50, beats.seenNanos(TWO, 50));
        assertEquals(50, beats.seenNanos(TWO, 70));
        assertEquals(OptionalInt.empty(), beats.version(TWO));
    }

    @Test
    void thoseAreReadOfWhomNoWatchHasToldSince() {
        beats.told(TWO, 101, 20);
        beats.told(THREE, 102, 40);
        assertEquals(List.of(TWO), beats.untold(List.of(TWO, THREE), 30));
        assertEquals(List.of(), beats.untold(List.of(TWO, THREE), 20));
    }
}
