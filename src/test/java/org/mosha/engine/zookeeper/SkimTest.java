package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.zookeeper.Op;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.model.NodeId;
import org.mosha.trust.Protection;

/** What is new in the ensemble to who has just looked at everything, on a real peer. */
class SkimTest {
    private static final NodeId ONE = new NodeId(1);
    private static final NodeId TWO = new NodeId(2);
    private static final byte[] DATA = {1};

    /** Long, as a connection that a busy machine gives up would fail what is asked. */
    private static final Duration SESSION = Duration.ofSeconds(40);

    @TempDir
    Path dir;

    private final EmbeddedAccess access = EmbeddedAccess.of(new Protection.None());
    private final Beats beats = new Beats();
    private final HandClock clock = new HandClock();
    private PeerUnderTest peer;
    private Ensemble ensemble;
    private Skim skim;

    @BeforeEach
    void open() throws Exception {
        peer = PeerUnderTest.start(dir, access.peer(), 1).get(0);
        EngineSetup setup = Site.setup(
                dir.resolve("node1"), new TreeMap<>(), Optional.of("127.0.0.1:" + peer.clientPort()), 1, SESSION);
        ensemble = new Ensemble(new ClientConfig(setup, access), Site.PATIENCE, () -> {});
        ensemble.start();
        Awaitility.await().atMost(Site.PATIENCE).until(ensemble::isConnected);
        Directories.make(ensemble);
        for (NodeId node : List.of(ONE, TWO)) {
            create(Znodes.of(Znodes.LIVES, node));
            create(Znodes.of(Znodes.BEATS, node));
        }
        skim = new Skim(true, ensemble, beats, clock);
        assertFalse(findsNothingNew());
        skim.taken();
        assertTrue(findsNothingNew());
    }

    @Test
    void whoHasLookedWithoutItCannotTellWhatIsNew() throws Exception {
        skim.taken();
        assertFalse(findsNothingNew());
        skim.taken();
        skim.taken();
        assertFalse(findsNothingNew());
        skim.taken();
        assertTrue(findsNothingNew());
    }

    @AfterEach
    void close() throws Exception {
        ensemble.close();
        peer.stop();
        PeerUnderTest.forgetProperties();
    }

    private boolean findsNothingNew() throws Exception {
        return skim.findsNothingNew(List.of(ONE, TWO));
    }

    private void create(String path) throws Exception {
        assertTrue(ensemble.ask(List.of(ensemble.create(path, DATA))).isDone());
    }

    private void set(String path) throws Exception {
        assertTrue(ensemble.ask(List.of(Op.setData(path, DATA, -1))).isDone());
    }

    @Test
    void heartbeatsAreNothingNewAndAreSeen() throws Exception {
        set(Znodes.of(Znodes.BEATS, TWO));
        assertTrue(findsNothingNew());
        assertEquals(OptionalInt.of(1), beats.version(TWO));
        assertEquals(clock.nanos(), beats.seenNanos(TWO, 9));
    }

    @Test
    void whatIsWrittenAgainIsNewThoughItIsTheSameUntilItWasLookedAt() throws Exception {
        set(Znodes.of(Znodes.LIVES, TWO));
        assertFalse(findsNothingNew());
        assertFalse(findsNothingNew());
        skim.taken();
        assertTrue(findsNothingNew());
    }

    private void assertNew() throws Exception {
        assertFalse(findsNothingNew());
        skim.taken();
        assertTrue(findsNothingNew());
    }

    @Test
    void allThatIsLookedAtIsNewWhenItComesChangesOrGoes() throws Exception {
        for (String path : List.of(Znodes.CLAIMS, Znodes.CURRENT)) {
            set(path);
            assertNew();
        }
        for (String directory : List.of(Znodes.NODES, Znodes.STATUS, Znodes.STANDBY, Znodes.FENCES)) {
            String path = Znodes.of(directory, TWO);
            create(path);
            assertNew();
            assertTrue(ensemble.ask(List.of(Op.delete(path, -1))).isDone());
            assertNew();
        }
        for (String directory : List.of(Znodes.LIVES, Znodes.JOINING)) {
            create(Znodes.of(directory, new NodeId(3)));
            assertNew();
        }
        assertFalse(skim.findsNothingNew(List.of(ONE)));
    }
}
