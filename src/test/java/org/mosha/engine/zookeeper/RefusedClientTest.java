package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.trust.Protection;
import org.mosha.trust.Secret;

/** A client that its peer has refused once, as one that is just starting or ending may do. */
class RefusedClientTest {
    private static final int SESSION_MILLIS = 20_000;

    @TempDir
    Path dir;

    private final EmbeddedAccess access = EmbeddedAccess.of(new Protection.None());
    private final Handles handles = new Handles(access.client(), handle -> {}, () -> {});
    private final List<KeeperState> told = new CopyOnWriteArrayList<>();
    private PeerUnderTest peer;

    @BeforeEach
    void start() throws Exception {
        peer = PeerUnderTest.start(dir, access.peer(), 1).get(0);
    }

    @AfterEach
    void stop() throws Exception {
        peer.stop();
        PeerUnderTest.forgetProperties();
    }

    private void connect() throws Exception {
        handles.newZooKeeper(
                "127.0.0.1:" + peer.clientPort(), SESSION_MILLIS, event -> told.add(event.getState()), false);
    }

    @Test
    void itComesAgain() throws Exception {
        MemoryLogins.installed().addClient("mosha-client", Secret.random());
        connect();
        Awaitility.await().atMost(Site.PATIENCE).until(() -> told.contains(KeeperState.AuthFailed));
        assertFalse(handles.isConnected());
        MemoryLogins.installed()
                .addClient("mosha-client", MemoryLogins.installed().own());
        handles.reconnect();
        Awaitility.await().atMost(Site.PATIENCE).until(() -> told.contains(KeeperState.Expired));
        connect();
        Awaitility.await().atMost(Site.PATIENCE).until(handles::isConnected);
        handles.connected().orElseThrow().zk().close();
    }
}
