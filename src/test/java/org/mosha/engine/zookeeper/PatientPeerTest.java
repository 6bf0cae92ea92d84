package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.zookeeper.server.quorum.MultipleAddresses;
import org.apache.zookeeper.server.quorum.QuorumPeer;
import org.apache.zookeeper.server.quorum.QuorumPeer.ServerState;
import org.apache.zookeeper.server.quorum.flexible.QuorumMaj;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.linux.SocketOptions;

/** How long real peers wait for each other. */
class PatientPeerTest {
    private static final int FOLLOWING = 30;
    private static final int LEADING = 60;

    @TempDir
    Path dir;

    private List<PeerUnderTest> peers = List.of();

    @AfterEach
    void stop() throws Exception {
        PeerUnderTest.stopAll(peers);
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

    private List<QuorumPeer> start() throws Exception {
        List<QuorumPeer> made = new ArrayList<>();
        peers = PeerUnderTest.start(dir, Map.of(), 3, () -> {
            PatientPeer peer = new PatientPeer(new Deaf(), FOLLOWING, LEADING, new QuorumMaj(Map.of()));
            synchronized (made) {
                made.add(peer);
            }
            return peer;
        });
        Awaitility.await().atMost(Site.PATIENCE).until(() -> made.size() == 3);
        return made;
    }

    private static List<Integer> connections(List<Integer> ports) throws IOException {
        List<Integer> all = new ArrayList<>();
        for (int port : ports) {
            all.addAll(SocketOptions.connections(port));
        }
        return all;
    }

    @Test
    void whatGetsLostBetweenThemIsSentAgainSoon() throws Exception {
        List<QuorumPeer> made = start();
        assertLimits(made, 3);
        Awaitility.await()
                .atMost(Site.PATIENCE)
                .untilAsserted(() -> assertPrompt(made, QuorumPeer::getQuorumAddress, 2 * 2));
        // not all three need one another for an election
        Awaitility.await()
                .atMost(Site.PATIENCE)
                .untilAsserted(() -> assertPrompt(made, QuorumPeer::getElectionAddress, 2 * 2));
    }

    private static void assertPrompt(List<QuorumPeer> made, Function<QuorumPeer, MultipleAddresses> address, int least)
            throws IOException {
        List<Integer> sockets = connections(made.stream()
                .flatMap(peer -> address.apply(peer).getAllPorts().stream())
                .toList());
        assertTrue(sockets.size() >= least);
        assertTrue(sockets.stream().allMatch(SocketOptions::isPrompt));
    }

    @Test
    void whoLeadsHasMorePatienceThanWhoFollowsAlsoWhenThatChanges() throws Exception {
        List<QuorumPeer> made = start();
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
