package org.mosha.engine.zookeeper;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosha.config.NodeAddress;
import org.mosha.model.NodeId;
import org.mosha.trust.Protection;

/** Peers whose copy is empty: those of a new cluster, and one that has lost its disk. */
class EmptyPeerTest {
    private static final String WRITTEN = "/written";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path dir;

    private final EmbeddedAccess access = EmbeddedAccess.of(new Protection.None());
    private final Map<Integer, Peer> peers = new TreeMap<>();
    private SortedMap<NodeId, NodeAddress> addresses;

    @BeforeEach
    void choosePorts() throws IOException {
        addresses = Site.addresses(3);
    }

    @AfterEach
    void stopAll() {
        List.copyOf(peers.keySet()).parallelStream().map(peers::get).forEach(Peer::close);
        PeerUnderTest.forgetProperties();
    }

    private EngineSetup setup(int node) {
        return Site.setup(dir.resolve("node" + node), addresses, node);
    }

    private void start(int... nodes) throws IOException {
        for (int node : nodes) {
            EngineSetup setup = setup(node);
            Peer.makeDirectory(setup.data());
            Peer peer = new Peer(setup, new PeerConfig(setup, access));
            peers.put(node, peer);
            peer.start();
        }
    }

    private void stop(int... nodes) {
        for (int node : nodes) {
            peers.remove(node).close();
        }
    }

    /** Its disk is another one. */
    private void wipe(int node) throws IOException {
        FileUtils.deleteDirectory(setup(node).data().toFile());
    }

    private void initialize(int... nodes) throws IOException {
        for (int node : nodes) {
            Files.createFile(setup(node).data().resolve("initialize"));
        }
    }

    /** Waits until each one serves. */
    private void serving(int... nodes) {
        for (int node : nodes) {
            await().atMost(PATIENCE).until(() -> {
                peers.values().forEach(Peer::look);
                return peers.get(node).isServing();
            });
        }
    }

    /** Waits until one says that there is such a trouble; nobody serves then, as far as is asked. */
    private void says(int node, String part) {
        await().atMost(PATIENCE).until(() -> {
            peers.values().forEach(Peer::look);
            return peers.get(node).trouble().contains(part);
        });
    }

    private void nobodyServes() {
        peers.forEach((node, peer) -> assertFalse(peer.isServing(), "node " + node));
    }

    /** Whether its copy began with nothing, not with another's. */
    private boolean hasBegun(int node) throws IOException {
        try (Stream<Path> files = Files.list(setup(node).data().resolve("version-2"))) {
            return files.anyMatch(file -> file.endsWith("snapshot.0"));
        }
    }

    private interface Work {
        void with(ZooKeeper client) throws Exception;
    }

    private void session(int node, Work work) throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        String address = "127.0.0.1:" + setup(node).address().clientPort();
        Watcher watcher = event -> {
            if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
            }
        };
        ZooKeeper client = new ZooKeeper(address, 3000, watcher, access.client());
        try {
            assertTrue(connected.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            work.with(client);
        } finally {
            client.close();
        }
    }

    private void write(int node, String text) throws Exception {
        session(
                node,
                client -> client.create(
                        WRITTEN, text.getBytes(StandardCharsets.UTF_8), access.acl(), CreateMode.PERSISTENT));
    }

    private void reads(int node, String text) throws Exception {
        session(node, client -> {
            CountDownLatch synced = new CountDownLatch(1);
            client.sync(WRITTEN, (code, path, context) -> synced.countDown(), null);
            assertTrue(synced.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertEquals(text, new String(client.getData(WRITTEN, false, null), StandardCharsets.UTF_8));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aNewClusterBeginsWithItsLastNode(int last) throws Exception {
        int[] first = Stream.of(1, 2, 3).filter(n -> n != last).mapToInt(n -> n).toArray();
        start(first);
        for (int node : first) {
            says(node, "a new cluster begins when all of its nodes are there: waiting for node " + last);
        }
        nobodyServes();

        start(last);

        serving(1, 2, 3);
    }

    @Test
    void aNewClusterBeginsWhateverWasStoppedAndStartedMeanwhile() throws Exception {
        start(1, 2);
        says(1, "waiting for node 3");
        says(2, "waiting for node 3");
        stop(1);
        start(3);
        says(3, "waiting for node 1");
        stop(2);
        // one has begun, and its daemon ended before anybody heard of it
        initialize(1);
        start(1);
        says(1, "reaches no majority");
        stop(1, 3);
        start(2, 1, 3);

        serving(1, 2, 3);
    }

    @Test
    void anOperatorBeginsWithAMajority() throws Exception {
        start(1, 2);
        says(1, "waiting for node 3");
        says(2, "waiting for node 3");

        initialize(1, 2);

        serving(1, 2);
        write(1, "first");
        start(3);
        serving(3);
        assertFalse(hasBegun(3));
        reads(3, "first");
    }

    @Test
    void oneNodeAloneBeginsAtOnce() throws Exception {
        addresses = Site.addresses(1);
        start(1);

        serving(1);
    }

    @Test
    void aWipedPeerMakesNoMajorityWithOneThatMissedSomething() throws Exception {
        start(1, 2, 3);
        serving(1, 2, 3);
        stop(3);
        serving(1, 2);
        write(1, "newest");
        stop(2, 1);
        wipe(1);
        start(1, 3);

        says(1, "this node's copy is empty: it has no vote until it has got the others'");
        says(3, "reaches no majority of 3 (no vote of node 1, whose copy is empty)");
        nobodyServes();

        start(2);
        serving(1, 2, 3);
        assertFalse(hasBegun(1));
        for (int node : List.of(1, 2, 3)) {
            reads(node, "newest");
        }
    }

    @Test
    void aWipedPeerGetsWhatTheOthersHave() throws Exception {
        start(1, 2, 3);
        serving(1, 2, 3);
        write(2, "known");
        // the leader as well as the others
        for (int node : List.of(3, 1, 2)) {
            stop(node);
            wipe(node);
            start(node);
            serving(1, 2, 3);
            assertFalse(hasBegun(node), "node " + node);
            reads(node, "known");
        }
    }
}
