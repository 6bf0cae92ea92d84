package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.zookeeper.server.quorum.HearingPeer;
import org.apache.zookeeper.server.quorum.QuorumPeer;
import org.apache.zookeeper.server.quorum.QuorumPeer.ServerState;
import org.apache.zookeeper.server.quorum.flexible.QuorumMaj;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long real peers wait for each other. */
class PatientPeerTest {
    private static final int FOLLOWING = 30;
    private static final int LEADING = 60;

    /** Hears nothing, and adds nothing to what is said. */
    private static final class Deaf implements HearingPeer.Ear {
        @Override
        public Optional<ByteBuffer> says(long to, ByteBuffer message) {
            return Optional.of(message);
        }

        @Override
        public Optional<ByteBuffer> hears(long from, ByteBuffer message) {
            return Optional.empty();
        }
    }

    @TempDir
    Path dir;

    private List<PeerUnderTest> peers = List.of();

    @AfterEach
    void stop() throws Exception {
        for (PeerUnderTest peer : peers) {
            peer.stop();
        }
        PeerUnderTest.forgetProperties();
    }

    private static boolean serves(QuorumPeer peer) {
        ServerState state = peer.getPeerState();
        return (state == ServerState.LEADING || state == ServerState.FOLLOWING)
                && peer.getActiveServer() != null
                && peer.getActiveServer().isRunning();
    }

    private static void assertLimits(List<QuorumPeer> made, int serving) {
        Awaitility.await()
                .atMost(Site.PATIENCE)
                .until(() -> made.stream().filter(PatientPeerTest::serves).count() == serving);
        for (QuorumPeer peer : made.stream().filter(PatientPeerTest::serves).toList()) {
            assertEquals(peer.getPeerState() == ServerState.LEADING ? LEADING : FOLLOWING, peer.getSyncLimit());
        }
    }

    @Test
    void whoLeadsHasMorePatienceThanWhoFollowsAlsoWhenThatChanges() throws Exception {
        List<QuorumPeer> made = new ArrayList<>();
        peers = PeerUnderTest.start(dir, Map.of(), 3, () -> {
            PatientPeer peer = new PatientPeer(new Deaf(), FOLLOWING, LEADING, new QuorumMaj(Map.of()));
            synchronized (made) {
                made.add(peer);
            }
            return peer;
        });
        Awaitility.await().atMost(Site.PATIENCE).until(() -> made.size() == 3);
        assertLimits(made, 3);
        QuorumPeer first = made.stream()
                .filter(peer -> peer.getPeerState() == ServerState.LEADING)
                .findFirst()
                .orElseThrow();
        first.shutdown();
        made.remove(first);
        assertLimits(made, 2);
        assertEquals(
                1,
                made.stream()
                        .filter(peer -> peer.getPeerState() == ServerState.LEADING)
                        .count());
    }
}
