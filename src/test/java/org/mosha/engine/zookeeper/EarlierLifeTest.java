package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.config.EngineTimes;
import org.mosha.model.NodeId;
import org.mosha.trust.Protection;

/** Two daemons of one node on different machines, one after the other, on a real peer, with a clock that the test moves. */
class EarlierLifeTest {
    /** Long enough that none expires on a busy machine: the ensemble's own clock goes on. */
    private static final Duration SHORT = Duration.ofSeconds(40);

    private static final Duration LONG = Duration.ofSeconds(120);
    private static final NodeId NODE = new NodeId(2);

    @TempDir
    Path dir;

    private final EmbeddedAccess access = EmbeddedAccess.of(new Protection.None());
    private final HandClock clock = new HandClock();
    private PeerUnderTest peer;
    private Ensemble ensemble;

    @BeforeEach
    void open() throws Exception {
        peer = PeerUnderTest.start(dir, access.peer(), 1).get(0);
        EngineSetup setup = Site.setup(
                dir.resolve("node"),
                new TreeMap<>(),
                Optional.of("127.0.0.1:" + peer.clientPort()),
                NODE.value(),
                SHORT);
        ensemble = new Ensemble(new ClientConfig(setup, access), Site.PATIENCE, () -> {});
        ensemble.start();
        Awaitility.await().atMost(Site.PATIENCE).until(ensemble::isConnected);
    }

    @AfterEach
    void close() throws Exception {
        ensemble.close();
        peer.stop();
        PeerUnderTest.forgetProperties();
    }

    private Membership life(String host, Duration session) {
        return new Membership(
                NODE, new Registration(host, 1, "life-" + host, host, session), ensemble, new Beats(), clock);
    }

    private void comesAfter(Duration earlier, Duration later) throws Exception {
        Membership first = life("one", earlier);
        assertEquals(Optional.empty(), first.register());
        first.leave(false);
        Membership second = life("two", later);
        assertTrue(second.register().isPresent());
        clock.moveOn(new EngineTimes(LONG).silence().toNanos() - 1);
        assertTrue(second.register().isPresent());
        clock.moveOn(1);
        assertEquals(Optional.empty(), second.register());
    }

    @Test
    void anEarlierLifeElsewhereIsWaitedForAsLongAsItsOwnLongerSessionWantsIt() throws Exception {
        comesAfter(LONG, SHORT);
    }

    @Test
    void anEarlierLifeElsewhereIsWaitedForAsLongAsThisLongerSessionWantsIt() throws Exception {
        comesAfter(SHORT, LONG);
    }

    @Test
    void oneThatHasLeftInOrderIsNotWaitedFor() throws Exception {
        Membership first = life("one", LONG);
        assertEquals(Optional.empty(), first.register());
        first.leave(true);
        assertEquals(Optional.empty(), life("two", SHORT).register());
    }
}
