package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.data.Stat;
import org.apache.zookeeper.server.util.ZxidUtils;
import org.junit.jupiter.api.Test;
import org.mosha.model.NodeId;

/** When heartbeats count as seen. */
class BeatsTest {
    private static final NodeId TWO = new NodeId(2);
    private static final NodeId THREE = new NodeId(3);

    private final Beats beats = new Beats();

    @Test
    void whetherTheyEndBeforeAChangeIsToldByTheNewestThatIsKnownWhetherOrNotItGotLost() {
        assertFalse(beats.endBefore(TWO, 100), "nothing is known");
        assertFalse(beats.goOnAfter(TWO, 0), "nothing is known");
        beats.saw(TWO, 7, 100, 10);
        assertTrue(beats.endBefore(TWO, 101));
        assertFalse(beats.endBefore(TWO, 99));
        assertFalse(beats.goOnAfter(TWO, 101));
        assertTrue(beats.goOnAfter(TWO, 99));
        beats.told(TWO, 102, 20);
        assertFalse(beats.endBefore(TWO, 101));
        beats.saw(TWO, 7, 100, 30);
        assertFalse(beats.endBefore(TWO, 101));
        assertTrue(beats.endBefore(TWO, 103));
    }

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

    private static long change(long epoch, long counter) {
        return ZxidUtils.makeZxid(epoch, counter);
    }

    /** What a request that was sent when a node was acknowledged in an epoch has read of TWO. */
    private void read(int version, long change, long now, long asked) {
        OpResult found = new OpResult.GetDataResult(new byte[0], stat(version, change));
        beats.saw(List.of(TWO), List.of(found), now, asked);
    }

    private static Stat stat(int version, long change) {
        Stat stat = new Stat();
        stat.setVersion(version);
        stat.setMzxid(change);
        return stat;
    }

    @Test
    void aVersionLastsInTheEpochInWhichItWasGiven() {
        read(7, change(1, 50), 10, 0);
        assertEquals(OptionalInt.empty(), beats.lasting(TWO));
        assertTrue(beats.acknowledged(change(1, 60)));
        assertEquals(OptionalInt.of(7), beats.lasting(TWO));
        assertEquals(OptionalInt.empty(), beats.lasting(THREE));
    }

    @Test
    void aVersionOfAnEarlierEpochLastsOnlyWhenItWasReadInThisOne() {
        beats.acknowledged(change(1, 49));
        read(7, change(1, 50), 10, 1);
        assertTrue(beats.acknowledged(change(2, 3)));
        assertEquals(OptionalInt.empty(), beats.lasting(TWO));
        // asked for before it was acknowledged in this epoch, as requests wait in turn
        read(7, change(1, 50), 20, 1);
        assertEquals(OptionalInt.empty(), beats.lasting(TWO));
        read(7, change(1, 50), 30, beats.epoch());
        assertEquals(OptionalInt.of(7), beats.lasting(TWO));
        assertEquals(10, beats.seenNanos(TWO, 40));
        assertFalse(beats.acknowledged(change(2, 4)));
        assertEquals(OptionalInt.of(7), beats.lasting(TWO));
    }

    @Test
    void aVersionThatIsGivenOnceMoreIsAnotherHeartbeat() {
        beats.acknowledged(change(1, 49));
        read(7, change(1, 50), 10, 1);
        // the power has taken that one with the epoch: first the one before is there again, or at once the new one
        beats.acknowledged(change(2, 3));
        read(7, change(2, 5), 90, 2);
        assertEquals(90, beats.seenNanos(TWO, 95));
        beats.acknowledged(change(3, 1));
        read(6, change(1, 48), 120, 3);
        assertEquals(120, beats.seenNanos(TWO, 125));
    }
}
