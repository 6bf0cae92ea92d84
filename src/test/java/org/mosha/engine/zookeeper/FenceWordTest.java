package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.cluster.FenceResult;
import org.mosha.cluster.FenceWord;
import org.mosha.model.NodeId;

/** What is said of a node being off, rightly or not, on a real peer: to the others, and to one that comes later. */
class FenceWordTest {
    private static final NodeId ONE = new NodeId(1);
    private static final NodeId TWO = new NodeId(2);
    private static final NodeId THREE = new NodeId(3);

    @TempDir
    Path dir;

    private TwoNodes nodes;
    private BareNode shooter;
    private BareNode shot;

    @BeforeEach
    void open() throws Exception {
        nodes = new TwoNodes(dir, ONE, TWO);
        shooter = nodes.one;
        shot = nodes.other;
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    private BareNode newcomer() throws Exception {
        return nodes.newcomer(THREE);
    }

    @Test
    void oneThatSaysNothingAfterItWasConfirmedOffIsOffForAll() throws Exception {
        shot.beat();
        shot.membership.leave(false);
        FenceWord off = shooter.tells(shot, FenceResult.CONFIRMED);
        assertEquals(Set.of(TWO), shooter.over());
        try (BareNode later = newcomer()) {
            later.tells(shot, FenceResult.FAILED);
            assertEquals(Set.of(TWO), later.over());
            assertEquals(Optional.of(off), later.looksAt(TWO).life().fence());
        }
    }

    /** It could say no more than that before it was lost, so the word about it is still there. */
    @Test
    void oneThatHasSaidSomethingAfterItWasConfirmedOffMayRunForAWhileWhoeverLooks() throws Exception {
        shooter.tells(shot, FenceResult.CONFIRMED);
        shot.beat();
        shot.membership.leave(false);
        assertEquals(Set.of(), shooter.over());
        try (BareNode later = newcomer()) {
            assertEquals(Set.of(), later.over());
            assertEquals(Optional.empty(), later.looksAt(TWO).life().fence());
            later.pass(BareNode.TIMES.silence().toNanos());
            assertEquals(Set.of(TWO), later.over());
        }
    }

    @Test
    void oneThatHasSaidSomethingAfterItWasConfirmedOffCanBeShotAgain() throws Exception {
        shooter.tells(shot, FenceResult.CONFIRMED);
        shot.beat();
        shot.membership.leave(false);
        try (BareNode later = newcomer()) {
            assertEquals(Optional.empty(), later.looksAt(TWO).life().fence());
            FenceWord begun = later.tells(shot, FenceResult.UNKNOWN);
            assertEquals(Optional.of(begun), later.looksAt(TWO).life().fence());
            assertEquals(Optional.of(begun), shooter.looksAt(TWO).life().fence());
            FenceWord off = later.tells(shot, FenceResult.CONFIRMED);
            assertEquals(Set.of(TWO), later.over());
            assertEquals(Optional.of(off), shooter.looksAt(TWO).life().fence());
        }
    }

    @Test
    void aLifeThatRegistersAgainMakesVoidThatItIsOff() throws Exception {
        shot.membership.leave(false);
        shooter.tells(shot, FenceResult.CONFIRMED);
        assertEquals(Set.of(TWO), shooter.over());
        assertEquals(Optional.empty(), shot.membership.register());
        assertArrayEquals(
                new byte[0], shooter.find(Znodes.FENCES, TWO).orElseThrow().data());
        shot.membership.leave(false);
        assertEquals(Set.of(), shooter.over());
    }

    @Test
    void aLifeThatRegistersAgainLeavesWhatElseIsSaidOfIt() throws Exception {
        shot.membership.leave(false);
        FenceWord begun = shooter.tells(shot, FenceResult.UNKNOWN);
        assertEquals(Optional.empty(), shot.membership.register());
        assertEquals(Optional.of(begun), shooter.looksAt(TWO).life().fence());
        shot.sightings.look(List.of());
        assertEquals(Optional.of(begun), shot.sightings.ownFence(shot.life()));
        assertEquals(Optional.empty(), shot.sightings.saidOff(shot.life()));
    }

    @Test
    void aLifeThatFindsThatItIsOffMakesThatVoidIfItIsRegistered() throws Exception {
        shooter.tells(shot, FenceResult.CONFIRMED);
        shot.sightings.look(List.of());
        assertEquals(Optional.empty(), shot.sightings.ownFence(shot.life()));
        shot.membership.refute(shot.sightings.saidOff(shot.life()).orElseThrow());
        assertArrayEquals(
                new byte[0], shooter.find(Znodes.FENCES, TWO).orElseThrow().data());
        assertEquals(1, shooter.version(Znodes.FENCES, TWO), "the next word has another version than the first one");

        FenceWord again = shooter.tells(shot, FenceResult.CONFIRMED);
        shot.sightings.look(List.of());
        shooter.end(TWO, shooter.version(Znodes.BEATS, TWO));
        // it knows nothing of that yet
        shot.membership.refute(shot.sightings.saidOff(shot.life()).orElseThrow());
        assertEquals(Optional.of(again), shooter.looksAt(TWO).life().fence());
    }
}
