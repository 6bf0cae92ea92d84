package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.security.sasl.SaslException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.server.command.FourLetterCommands;
import org.apache.zookeeper.server.quorum.QuorumPeer;
import org.apache.zookeeper.server.quorum.QuorumPeerConfig;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;
import org.mosha.it.Ports;

/** ZooKeeper peers in this JVM, on loopback, with what an access adds to their configuration. */
final class PeerUnderTest {
    private static final int PATIENCE_MILLIS = 60_000;

    /** Long, as a connection that a busy machine gives up would fail what is asked. */
    private static final int SESSION_MILLIS = 40_000;

    private final QuorumPeerMain peer;
    private final Thread thread;
    private final int[] ports;

    /** Makes a peer that knows nothing yet. */
    interface Maker {
        QuorumPeer make() throws SaslException;
    }

    private PeerUnderTest(QuorumPeerConfig config, int[] ports, Maker maker) {
        this.ports = ports;
        this.peer = new QuorumPeerMain() {
            @Override
            protected QuorumPeer getQuorumPeer() throws SaslException {
                return maker.make();
            }
        };
        this.thread = new Thread(() -> run(config), "peer-under-test");
        thread.start();
    }

    private void run(QuorumPeerConfig config) {
        try {
            peer.runFromConfig(config);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Starts as many peers, which elect a leader. */
    static List<PeerUnderTest> start(Path directory, Map<String, String> access, int count) throws Exception {
        return start(directory, access, count, QuorumPeer::new);
    }

    /** Starts as many peers of a kind. */
    static List<PeerUnderTest> start(Path directory, Map<String, String> access, int count, Maker maker)
            throws Exception {
        // another test of this JVM may have left what a daemon's peer needs, and one that lets everybody in does not
        forgetProperties();
        // read once in a JVM: with ZooKeeper's own, a minute, the peers of a later test would not meet
        System.setProperty(PeerConfig.LONGEST_INTERVAL, PeerConfig.LONGEST_INTERVAL_MILLIS);
        List<int[]> ports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ports.add(Ports.free(4));
        }
        List<PeerUnderTest> peers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            peers.add(new PeerUnderTest(
                    config(Files.createDirectories(directory.resolve("peer" + i)), access, ports, i),
                    ports.get(i),
                    maker));
        }
        return peers;
    }

    private static QuorumPeerConfig config(Path data, Map<String, String> access, List<int[]> ports, int self)
            throws Exception {
        Files.writeString(data.resolve("myid"), Integer.toString(self + 1));
        Properties properties = new Properties();
        properties.putAll(access);
        properties.putAll(Map.of(
                "dataDir", data.toString(),
                "tickTime", "200",
                "initLimit", "20",
                "syncLimit", "10",
                "maxSessionTimeout", "60000",
                "standaloneEnabled", "false",
                "reconfigEnabled", "false",
                "clientPort", Integer.toString(ports.get(self)[0]),
                "clientPortAddress", "127.0.0.1"));
        if (access.containsKey("ssl.keyStore.location")) {
            properties.put("secureClientPort", Integer.toString(ports.get(self)[3]));
            properties.put("secureClientPortAddress", "127.0.0.1");
        }
        for (int i = 0; i < ports.size(); i++) {
            properties.put("server." + (i + 1), "127.0.0.1:" + ports.get(i)[1] + ":" + ports.get(i)[2]);
        }
        QuorumPeerConfig config = new QuorumPeerConfig();
        config.parseProperties(properties);
        return config;
    }

    int clientPort() {
        return ports[0];
    }

    int peerPort() {
        return ports[1];
    }

    int electionPort() {
        return ports[2];
    }

    /** Stops peers, and takes back what they have left in this JVM. */
    static void stopAll(Collection<PeerUnderTest> peers) throws InterruptedException {
        for (PeerUnderTest peer : peers) {
            peer.stop();
        }
        forgetProperties();
    }

    /** Takes back what the peers' configurations have left in this JVM. */
    static void forgetProperties() {
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("zookeeper."))
                .forEach(System::clearProperty);
        FourLetterCommands.resetWhiteList();
    }

    /** What a client does in its session. */
    interface Work {
        void with(ZooKeeper client) throws Exception;
    }

    /** Has a client do something as soon as it has a session. */
    void session(ZKClientConfig config, Work work) throws Exception {
        ZooKeeper client = connect(config);
        try {
            work.with(client);
        } finally {
            client.close();
        }
    }

    private ZooKeeper connect(ZKClientConfig config) throws IOException, InterruptedException {
        CountDownLatch connected = new CountDownLatch(1);
        int port = config.getBoolean(ZKClientConfig.SECURE_CLIENT) ? ports[3] : clientPort();
        ZooKeeper client = new ZooKeeper("127.0.0.1:" + port, SESSION_MILLIS, event -> heed(event, connected), config);
        if (!connected.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            client.close();
            throw new IOException("no session");
        }
        return client;
    }

    private static void heed(WatchedEvent event, CountDownLatch connected) {
        if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
            connected.countDown();
        }
    }

    void stop() throws InterruptedException {
        peer.close();
        thread.join(PATIENCE_MILLIS);
    }
}
