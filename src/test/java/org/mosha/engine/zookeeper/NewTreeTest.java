package org.mosha.engine.zookeeper;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.zookeeper.ZKUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.config.EngineTimes;
import org.mosha.engine.zookeeper.Admission.Standing;
import org.mosha.model.NodeId;
import org.mosha.trust.Protection;

/** Nodes that come to an external ensemble that does not know their cluster, or not any more, with clocks of the test's. */
class NewTreeTest {
    /** Long, as the ensemble's own clock goes on. */
    private static final EngineTimes TIMES = new EngineTimes(BareNode.TIMES.session());

    private static final ExternalAccess ACCESS = ExternalAccess.of(new Protection.None());

    @TempDir
    Path dir;

    private PeerUnderTest peer;
    private Comer one;
    private Comer other;

    /** As much of a node as comes in. */
    private final class Comer implements AutoCloseable {
        private final HandClock clock = new HandClock();
        private final Ensemble ensemble;
        private final Membership membership;
        private final Admission admission;

        private Comer(int number) throws Exception {
            EngineSetup setup = Site.setup(
                    dir.resolve("node" + number),
                    new TreeMap<>(),
                    Optional.of("127.0.0.1:" + peer.clientPort()),
                    number,
                    TIMES.session());
            ensemble = new Ensemble(new ClientConfig(setup, ACCESS), Site.PATIENCE, () -> {});
            Beats beats = new Beats();
            Registration own = new Registration("host", number, "life" + number, "", TIMES.session());
            membership = new Membership(new NodeId(number), own, ensemble, beats, clock);
            Roster roster = new Roster(setup, new TreeMap<>(), ensemble);
            admission = new Admission(setup, ensemble, roster, membership, new Looks(), beats, clock);
            ensemble.start();
            await().atMost(Site.PATIENCE).until(ensemble::isConnected);
        }

        private Standing comes() throws Exception {
            return admission.join(true);
        }

        private void waitsAsLongAsALeaseMayLast() throws Exception {
            assertEquals(Standing.OUT, comes());
            clock.moveOn(TIMES.silence().toNanos() - 1);
            assertEquals(Standing.OUT, comes());
            clock.moveOn(1);
            assertEquals(Standing.NEW, comes());
        }

        @Override
        public void close() {
            ensemble.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        peer = PeerUnderTest.start(dir, Map.of(), 1).get(0);
        one = new Comer(1);
        other = new Comer(2);
    }

    @AfterEach
    void close() throws Exception {
        List.of(one, other).forEach(Comer::close);
        peer.stop();
        PeerUnderTest.forgetProperties();
    }

    private void losesEverything() throws Exception {
        peer.session(ACCESS.client(), client -> ZKUtil.deleteRecursive(client, Znodes.ROOT));
        List.of(one, other).forEach(node -> node.membership.lost());
    }

    @Test
    void nobodyBeginsWhereNothingIsKnownAsLongAsALeaseMayLast() throws Exception {
        one.waitsAsLongAsALeaseMayLast();
    }

    @Test
    void norWhereSomebodyElseIsStillWaiting() throws Exception {
        assertEquals(Standing.OUT, one.comes());
        other.waitsAsLongAsALeaseMayLast();
    }

    @Test
    void whoComesAfterThatWaitsNoMore() throws Exception {
        one.waitsAsLongAsALeaseMayLast();
        assertEquals(Standing.NEW, other.comes());
    }

    @Test
    void nodesThatHadBegunWaitAnewWhenEverythingIsLost() throws Exception {
        one.waitsAsLongAsALeaseMayLast();
        assertEquals(Standing.NEW, other.comes());
        losesEverything();
        other.waitsAsLongAsALeaseMayLast();
    }

    @Test
    void soTheyDoWhenItIsLostOnceMoreWhileTheyWait() throws Exception {
        assertEquals(Standing.OUT, one.comes());
        one.clock.moveOn(TIMES.silence().toNanos());
        losesEverything();
        one.waitsAsLongAsALeaseMayLast();
    }
}
