package org.mosha.engine.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.security.sasl.SaslException;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.server.quorum.HearingPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.model.NodeId;
import org.mosha.trust.NodeKeys;
import org.mosha.trust.Protection;
import org.mosha.trust.Secret;
import org.mosha.trust.TlsDirectory;

/** Real peers on loopback, and strangers who try what they can. */
class EmbeddedAccessIT {
    @TempDir
    Path directory;

    private List<PeerUnderTest> peers = List.of();

    @AfterEach
    void stop() throws InterruptedException {
        PeerUnderTest.stopAll(peers);
    }

    private EmbeddedAccess start(Protection protection, int count) throws Exception {
        EmbeddedAccess access = EmbeddedAccess.of(protection);
        peers = PeerUnderTest.start(directory, access.peer(), count);
        return access;
    }

    private NodeKeys keys(String name) throws Exception {
        TlsDirectory made = new TlsDirectory(directory.resolve(name));
        made.make(new TreeMap<>(Map.of(new NodeId(1), "127.0.0.1")), 10, Optional.empty());
        return NodeKeys.read(made.node(new NodeId(1)));
    }

    @Test
    void peersWithKeysOfOneAuthorityServeTheirOwnClient() throws Exception {
        EmbeddedAccess access = start(new Protection.Keys(keys("tls")), 3);

        writeAndReadElsewhere(access);
    }

    @Test
    void peersWithOneSecretServeTheirOwnClient() throws Exception {
        EmbeddedAccess access = start(new Protection.Shared(Secret.random()), 3);

        writeAndReadElsewhere(access);
    }

    private void writeAndReadElsewhere(EmbeddedAccess access) throws Exception {
        peers.get(0)
                .session(
                        access.client(),
                        one -> one.create("/mosha", "x".getBytes(UTF_8), access.acl(), CreateMode.PERSISTENT));
        peers.get(2).session(access.client(), two -> {
            two.sync("/mosha", (code, path, context) -> {}, null);
            assertEquals("x", new String(two.getData("/mosha", false, null), UTF_8));
            assertEquals(access.acl(), two.getACL("/mosha", null));
            two.setData("/mosha", "y".getBytes(UTF_8), 0);
        });
    }

    @Test
    void aStrangerNeitherReadsNorWritesWhateverTheProtection() throws Exception {
        EmbeddedAccess access = start(new Protection.None(), 1);
        peers.get(0)
                .session(
                        access.client(),
                        own -> own.create("/mosha", "x".getBytes(UTF_8), access.acl(), CreateMode.PERSISTENT));

        refused(stranger -> stranger.getData("/mosha", false, null));
        refused(stranger -> stranger.getChildren("/", false));
        refused(stranger -> stranger.exists("/mosha", false));
        refused(stranger -> stranger.getConfig(false, null));
        refused(stranger -> stranger.create("/other", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
        refused(stranger -> stranger.setData("/mosha", new byte[0], -1));
        refused(stranger -> stranger.delete("/mosha", -1));
        refused(stranger -> {
            stranger.addAuthInfo("digest", "super:mosha".getBytes(UTF_8));
            stranger.getData("/mosha", false, null);
        });
    }

    private void refused(PeerUnderTest.Work attempt) throws Exception {
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
        peers.get(0)
                .session(
                        config,
                        stranger -> assertThrows(
                                KeeperException.SessionClosedRequireAuthException.class, () -> attempt.with(stranger)));
    }

    @Test
    void thereAreNoFourLetterWordsButTheOneThatZooKeeperAlwaysAnswers() throws Exception {
        EmbeddedAccess access = start(new Protection.None(), 1);
        peers.get(0).session(access.client(), client -> {});
        for (String word : List.of("stat", "cons", "wchs", "conf", "dump", "ruok", "mntr", "envi")) {
            String answer = new String(Stranger.plain().say(peers.get(0).clientPort(), word.getBytes(UTF_8)), UTF_8);
            assertTrue(answer.contains("not in the whitelist"), answer);
        }
    }

    @Test
    void withoutProtectionAnybodyCanJoin() throws Exception {
        PeerUnderTest leader = leaderOf(start(new Protection.None(), 2));

        assertTrue(Stranger.plain().say(leader.electionPort(), Stranger.vote()).length > 0);
        assertTrue(Stranger.plain().say(leader.peerPort(), Stranger.follow()).length > 0);
    }

    @Test
    void whoLacksTheSecretCannotJoin() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        EmbeddedAccess access = EmbeddedAccess.of(new Protection.Shared(Secret.random()));
        peers = PeerUnderTest.start(directory, access.peer(), 2, () -> new Telling(told));
        PeerUnderTest leader = leaderOf(access);
        // while they find each other, one may have ended a connection in the midst of it
        told.clear();

        assertEquals(0, Stranger.plain().say(leader.electionPort(), Stranger.vote()).length);
        assertEquals(List.of("/127.0.0.1"), told);
        assertEquals(0, Stranger.plain().say(leader.peerPort(), Stranger.follow()).length);
        assertEquals(List.of("/127.0.0.1", "/127.0.0.1"), told);
    }

    /** Keeps from where those come who do not know the secret. */
    private static final class Telling extends HearingPeer {
        private final List<String> told;

        private Telling(List<String> told) throws SaslException {
            super(new Deaf());
            this.told = told;
        }

        @Override
        protected void refuses(SocketAddress from, String why) {
            told.add(((InetSocketAddress) from).getAddress().toString());
        }
    }

    @Test
    void whoHasNoKeyOfTheAuthorityCannotJoin() throws Exception {
        NodeKeys own = keys("tls");
        NodeKeys foreign = keys("foreign");
        PeerUnderTest leader = leaderOf(start(new Protection.Keys(own), 2));

        assertTrue(Stranger.tls(own).say(leader.electionPort(), Stranger.vote()).length > 0);
        assertTrue(Stranger.tls(own).say(leader.peerPort(), Stranger.follow()).length > 0);
        for (Stranger.Line foreigner : List.of(Stranger.tls(foreign), Stranger.anonymousTls(), Stranger.plain())) {
            assertEquals(0, foreigner.say(leader.electionPort(), Stranger.vote()).length);
            assertEquals(0, foreigner.say(leader.peerPort(), Stranger.follow()).length);
        }
    }

    @Test
    void newKeysAreTakenWithoutARestart() throws Exception {
        NodeKeys first = keys("tls");
        PeerUnderTest leader = leaderOf(start(new Protection.Keys(first), 2));
        Instant end = Stranger.certificate(leader.electionPort(), first).until();

        new TlsDirectory(directory.resolve("tls"))
                .add(new NodeId(1), List.of("127.0.0.1"), 100, Optional.of(Instant.now()));

        // who comes while they are taken may be sent away
        await().ignoreExceptions()
                .until(() -> Stranger.certificate(leader.electionPort(), first)
                        .until()
                        .isAfter(end.plus(Duration.ofDays(80))));
    }

    /** Of two new peers, the one with the higher number leads. */
    private PeerUnderTest leaderOf(EmbeddedAccess access) throws Exception {
        PeerUnderTest leader = peers.get(1);
        leader.session(access.client(), client -> {});
        return leader;
    }
}
