package org.mosha.engine.zookeeper;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.mosha.config.NodeAddress;
import org.mosha.model.NodeId;
import org.mosha.trust.Protection;

/** Peers as daemons have them, on loopback in this JVM, each with its own directory. */
final class LonePeers implements AutoCloseable {
    private static final String WRITTEN = "/written";
    private static final Duration PATIENCE = Site.PATIENCE;

    private final Path dir;
    private final EmbeddedAccess access = EmbeddedAccess.of(new Protection.None());
    private final Map<Integer, Peer> peers = new TreeMap<>();
    private final SortedMap<NodeId, NodeAddress> addresses;
    private final Duration session;

    /** So many, none of which is started. */
    LonePeers(Path dir, int count) throws IOException {
        this(dir, count, Site.SESSION);
    }

    /** The same, with sessions of some length. */
    LonePeers(Path dir, int count, Duration session) throws IOException {
        this.dir = dir;
        this.session = session;
        this.addresses = Site.addresses(count);
    }

    @Override
    public void close() {
        List.copyOf(peers.keySet()).parallelStream().map(peers::get).forEach(Peer::close);
        PeerUnderTest.forgetProperties();
    }

    EngineSetup setup(int node) {
        return Site.setup(dir.resolve("node" + node), addresses, Optional.empty(), node, session);
    }

    void start(int... nodes) throws IOException {
        for (int node : nodes) {
            EngineSetup setup = setup(node);
            Peer.makeDirectory(setup.data());
            Peer peer = new Peer(setup, new PeerConfig(setup, access));
            peers.put(node, peer);
            peer.start();
        }
    }

    void stop(int... nodes) {
        for (int node : nodes) {
            peers.remove(node).close();
        }
    }

    /** Where a node's peer has its copy. */
    Path copy(int node) {
        return setup(node).data().resolve(PeerData.VERSION);
    }

    /** Its disk is another one. */
    void wipe(int node) throws IOException {
        FileUtils.deleteDirectory(setup(node).data().toFile());
    }

    void initialize(int... nodes) throws IOException {
        for (int node : nodes) {
            Files.createFile(setup(node).data().resolve("initialize"));
        }
    }

    /** Waits until each one serves. */
    void serving(int... nodes) {
        for (int node : nodes) {
            await().atMost(PATIENCE).until(() -> {
                peers.values().forEach(Peer::look);
                return peers.get(node).isServing();
            });
        }
    }

    /** Waits until one says that there is such a trouble; nobody serves then, as far as is asked. */
    void says(int node, String part) {
        await().atMost(PATIENCE).until(() -> {
            peers.values().forEach(Peer::look);
            return peers.get(node).trouble().sentence().contains(part);
        });
    }

    void nobodyServes() {
        peers.forEach((node, peer) -> assertFalse(peer.isServing(), "node " + node));
    }

    /** Whether its copy began with nothing, not with another's. */
    boolean hasBegun(int node) throws IOException {
        try (Stream<Path> files = Files.list(setup(node).data().resolve("version-2"))) {
            return files.anyMatch(file -> file.endsWith("snapshot.0"));
        }
    }

    interface Work {
        void with(ZooKeeper client) throws Exception;
    }

    void session(int node, Work work) throws Exception {
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

    /** The same, again and again where the connection is lost: a peer that a busy machine keeps waiting breaks it. */
    private void persist(int node, Work work) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                session(node, work);
                return;
            } catch (KeeperException.ConnectionLossException | KeeperException.SessionExpiredException e) {
                if (System.nanoTime() - end >= 0) {
                    throw e;
                }
            }
        }
    }

    private void make(ZooKeeper client, String path, byte[] data) throws Exception {
        try {
            client.create(path, data, access.acl(), CreateMode.PERSISTENT);
        } catch (KeeperException.NodeExistsException e) {
            // by a try whose answer was lost
            assertArrayEquals(data, client.getData(path, false, null));
        }
    }

    void write(int node, String text) throws Exception {
        persist(node, client -> make(client, WRITTEN, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Has a node write so many znodes, one after the other. */
    void writeMany(int node, String name, int count) throws Exception {
        persist(node, client -> {
            for (int i = 0; i < count; i++) {
                make(client, "/" + name + i, (name + i).repeat(i % 7 + 1).getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    /** Sees that each number up to one was written; tells the first that was not. */
    int known(int node, int number) throws Exception {
        int[] first = new int[1];
        session(node, client -> {
            while (client.exists("/number" + first[0], false) != null) {
                first[0]++;
            }
        });
        assertTrue(first[0] > number - 1, "number " + first[0] + " is lost, of " + number);
        return first[0];
    }

    /** Has a node write numbers for ever. */
    void writeOn(int node, int begin, IntConsumer acknowledged) throws Exception {
        session(node, client -> {
            for (int i = begin; ; i++) {
                client.create("/number" + i, new byte[i % 500], access.acl(), CreateMode.PERSISTENT);
                acknowledged.accept(i + 1);
            }
        });
    }

    /** Has a client's later reads show all that was written before. */
    static void sync(ZooKeeper client, String path) throws Exception {
        CompletableFuture<Integer> synced = new CompletableFuture<>();
        client.sync(path, (code, of, context) -> synced.complete(code), null);
        int code = synced.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (code != KeeperException.Code.OK.intValue()) {
            throw KeeperException.create(KeeperException.Code.get(code));
        }
    }

    void reads(int node, String text) throws Exception {
        persist(node, client -> {
            sync(client, WRITTEN);
            assertEquals(text, new String(client.getData(WRITTEN, false, null), StandardCharsets.UTF_8));
        });
    }
}
