package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.server.util.ZxidUtils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.cluster.FenceResult;
import org.mosha.cluster.FenceWord;
import org.mosha.config.EngineTimes;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;

/** Two nodes on a real peer, whose heartbeats and clock the test moves. */
class ExpulsionTest {
    private static final EngineTimes TIMES = BareNode.TIMES;
    private static final long SESSION = TIMES.session().toNanos();
    private static final NodeId ONE = new NodeId(1);
    private static final NodeId TWO = new NodeId(2);

    @TempDir
    Path dir;

    private TwoNodes nodes;
    private BareNode watcher;
    private BareNode silent;

    @BeforeEach
    void open() throws Exception {
        nodes = new TwoNodes(dir, ONE, TWO);
        watcher = nodes.one;
        silent = nodes.other;
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    private Map<NodeId, Expulsion.Registered> registered() throws Exception {
        return Map.of(TWO, new Expulsion.Registered(watcher.version(Znodes.LIVES, TWO), TIMES.session()));
    }

    private void awaitEnd() {
        Awaitility.await().atMost(Site.PATIENCE).until(() -> !watcher.isRegistered(TWO));
    }

    @Test
    void aHeartbeatThatComesBetweenTheDecisionAndItsExecutionWins() throws Exception {
        silent.beat();
        int seen = watcher.version(Znodes.BEATS, TWO);
        silent.beat();
        assertEquals(Code.BADVERSION, watcher.end(TWO, seen).code());
        assertTrue(watcher.isRegistered(TWO));
        silent.beat();
        assertTrue(watcher.end(TWO, seen + 2).isDone());
        assertFalse(watcher.isRegistered(TWO));
    }

    @Test
    void aRegistrationThatWasMadeAnewIsNotEndedForTheOldOnesSilence() throws Exception {
        int life = watcher.version(Znodes.LIVES, TWO);
        silent.membership.lost();
        assertEquals(Optional.empty(), silent.membership.register());
        int beat = watcher.version(Znodes.BEATS, TWO);
        assertEquals(
                Code.BADVERSION, watcher.expulsion.end(TWO, life, beat).get().code());
        assertTrue(watcher.isRegistered(TWO));
    }

    @Test
    void whoIsNotRegisteredItselfEndsNothing() throws Exception {
        assertTrue(silent.end(ONE, watcher.version(Znodes.BEATS, ONE)).isDone());
        assertEquals(
                Code.NONODE,
                watcher.end(TWO, watcher.version(Znodes.BEATS, TWO)).code());
        assertTrue(silent.isRegistered(TWO));
    }

    @Test
    void whatIsSaidUnderAnEndedRegistrationIsRefusedAndProlongsNoLease() throws Exception {
        silent.beat();
        long heard = silent.pulse.heardNanos();
        int beat = watcher.version(Znodes.BEATS, TWO);
        assertTrue(watcher.end(TWO, beat).isDone());

        // it knows nothing of that yet, as one that was frozen
        silent.pass(SESSION);
        Reply claim = silent.claims.take(new GroupName("web"), 0, Map.of()).get();
        assertEquals(Code.NONODE, claim.code());
        silent.pulse.now();
        Awaitility.await().atMost(Site.PATIENCE).until(() -> !silent.membership.isRegistered());
        assertEquals(heard, silent.pulse.heardNanos());
        assertEquals(beat, watcher.version(Znodes.BEATS, TWO));

        assertEquals(Optional.empty(), silent.membership.register());
        silent.beat();
        assertTrue(watcher.isRegistered(TWO));
    }

    @Test
    void aNodeIsWaitedForAWholeSessionFromWhenItsLastHeartbeatWasSeen() throws Exception {
        watcher.beat();
        silent.beat();
        watcher.pass(SESSION);
        watcher.read(TWO);
        watcher.pass(SESSION - 1);
        watcher.expulsion.look(registered(), watcher.pulse.steadyNanos());
        // requests are answered in order
        assertTrue(watcher.isRegistered(TWO));
        long due =
                watcher.expulsion.untilDue(registered(), watcher.pulse.steadyNanos(), watcher.clock.nanos(), SESSION);
        assertEquals(1, due);
        watcher.pass(due);
        watcher.expulsion.look(registered(), watcher.pulse.steadyNanos());
        awaitEnd();
    }

    @Test
    void aNodeWhoseOwnLeaseWasOverWaitsAnewOnItsReturn() throws Exception {
        silent.beat();
        watcher.read(TWO);
        watcher.beat();
        watcher.pass(2 * SESSION);
        watcher.beat();
        watcher.read(TWO);
        assertEquals(watcher.pulse.heardNanos(), watcher.pulse.steadyNanos());
        watcher.pass(TIMES.lease().toNanos() - 2);
        watcher.beat();
        watcher.pass(TIMES.lease().toNanos() / 4);
        watcher.expulsion.look(registered(), watcher.pulse.steadyNanos());
        assertTrue(watcher.isRegistered(TWO));
        watcher.beat();
        watcher.pass(TIMES.lease().toNanos() - 2);
        watcher.expulsion.look(registered(), watcher.pulse.steadyNanos());
        awaitEnd();
    }

    /** A power cut may have taken what was seen of it, and given its version to a heartbeat that was not seen yet. */
    @Test
    void whatWasSeenInAnEarlierEpochIsReadAgainBeforeItEndsARegistration() throws Exception {
        silent.beat();
        watcher.beat();
        watcher.read(TWO);
        watcher.pass(2 * SESSION);
        long newer = ZxidUtils.makeZxid(watcher.beats.epoch() + 1, 1);
        assertTrue(watcher.beats.acknowledged(newer));
        watcher.expulsion.look(registered(), watcher.pulse.steadyNanos());
        // requests are answered in order
        assertTrue(watcher.isRegistered(TWO));
        watcher.read(TWO);
        watcher.expulsion.look(registered(), watcher.pulse.steadyNanos());
        awaitEnd();
    }

    /** A claim that was to be taken from the life that was over is still the same node's, which runs its group again. */
    @Test
    void aNodeThatHasComeBackAndGoneAgainIsNotOverBeforeItWasSilentForLongAgain() throws Exception {
        long silence = TIMES.silence().toNanos();
        silent.beat();
        assertEquals(Set.of(), watcher.over());
        silent.membership.leave(false);
        assertEquals(Set.of(), watcher.over());
        watcher.pass(silence);
        assertEquals(Set.of(TWO), watcher.over());

        assertEquals(Optional.empty(), silent.membership.register());
        silent.beat();
        silent.membership.leave(false);
        assertEquals(Set.of(), watcher.over());
        watcher.pass(silence - 1);
        assertEquals(Set.of(), watcher.over());
        watcher.pass(1);
        assertEquals(Set.of(TWO), watcher.over());
    }

    @Test
    void oneThatIsConfirmedOffOrHasLeftInOrderIsOverAtOnce() throws Exception {
        silent.membership.leave(true);
        assertEquals(Set.of(TWO), watcher.over());
        assertEquals(Optional.empty(), silent.membership.register());
        silent.membership.leave(false);
        assertEquals(Set.of(), watcher.over());
        Words words = new Words(watcher.ensemble, watcher.beats);
        words.fence(Map.of(TWO, new FenceWord(silent.life(), ONE, "life", FenceResult.CONFIRMED, "off")));
        words.tell();
        assertEquals(Set.of(TWO), watcher.over());
    }
}
