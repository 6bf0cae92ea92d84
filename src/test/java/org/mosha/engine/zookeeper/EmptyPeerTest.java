package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers whose copy is empty: those of a new cluster, and one that has lost its disk. */
class EmptyPeerTest {
    @TempDir
    Path dir;

    private LonePeers peers;

    @BeforeEach
    void choosePorts() throws IOException {
        peers = new LonePeers(dir, 3);
    }

    @AfterEach
    void stopAll() {
        peers.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aNewClusterBeginsWithItsLastNode(int last) throws Exception {
        int[] first = Stream.of(1, 2, 3).filter(n -> n != last).mapToInt(n -> n).toArray();
        peers.start(first);
        for (int node : first) {
            peers.says(node, "a new cluster begins when all of its nodes are there: waiting for node " + last);
        }
        peers.nobodyServes();

        peers.start(last);

        peers.serving(1, 2, 3);
    }

    @Test
    void aNewClusterBeginsWhateverWasStoppedAndStartedMeanwhile() throws Exception {
        peers.start(1, 2);
        peers.says(1, "waiting for node 3");
        peers.says(2, "waiting for node 3");
        peers.stop(1);
        peers.start(3);
        peers.says(3, "waiting for node 1");
        peers.stop(2);
        // one has begun, and its daemon ended before anybody heard of it
        peers.initialize(1);
        peers.start(1);
        peers.says(
                1, "reaches no majority of 3; nothing is heard of node 2: down, not reached, or with another secret");
        peers.stop(1, 3);
        peers.start(2, 1, 3);

        peers.serving(1, 2, 3);
    }

    @Test
    void anOperatorBeginsWithAMajority() throws Exception {
        peers.start(1, 2);
        peers.says(1, "waiting for node 3");
        peers.says(2, "waiting for node 3");

        peers.initialize(1, 2);

        peers.serving(1, 2);
        peers.write(1, "first");
        peers.start(3);
        peers.serving(3);
        assertFalse(peers.hasBegun(3));
        peers.reads(3, "first");
    }

    @Test
    void oneNodeAloneBegins() throws Exception {
        peers = new LonePeers(dir, 1);
        peers.start(1);

        peers.serving(1);
    }

    @Test
    void aWipedPeerMakesNoMajorityWithOneThatMissedSomething() throws Exception {
        peers.start(1, 2, 3);
        peers.serving(1, 2, 3);
        peers.stop(3);
        peers.serving(1, 2);
        peers.write(1, "newest");
        peers.stop(2, 1);
        peers.wipe(1);
        peers.start(1, 3);

        peers.says(1, "this node's copy is empty: it has no vote until it has got the others'");
        peers.says(3, "reaches no majority of 3 (no vote of node 1, without a whole copy: see the log there)");
        peers.nobodyServes();

        peers.start(2);
        peers.serving(1, 2, 3);
        assertFalse(peers.hasBegun(1));
        for (int node : List.of(1, 2, 3)) {
            peers.reads(node, "newest");
        }
    }

    @Test
    void aWipedPeerGetsWhatTheOthersHave() throws Exception {
        peers.start(1, 2, 3);
        peers.serving(1, 2, 3);
        peers.write(2, "known");
        // the leader as well as the others
        for (int node : List.of(3, 1, 2)) {
            peers.stop(node);
            peers.wipe(node);
            peers.start(node);
            peers.serving(1, 2, 3);
            assertFalse(peers.hasBegun(node), "node " + node);
            peers.reads(node, "known");
        }
    }
}
