package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handles on a real peer. */
class HandlesTest {
    /** Long, as a busy machine may need some seconds to connect anew. */
    private static final int SESSION_MILLIS = 20_000;

    @TempDir
    Path dir;

    private final List<Long> lost = new CopyOnWriteArrayList<>();
    private final Handles handles = new Handles(new ZKClientConfig(), lost::add, () -> {});
    private PeerUnderTest peer;
    private Cable cable;

    @BeforeEach
    void start() throws Exception {
        peer = PeerUnderTest.start(dir, Map.of(), 1).get(0);
        cable = new Cable(peer.clientPort());
    }

    @AfterEach
    void stop() throws Exception {
        cable.close();
        peer.stop();
        PeerUnderTest.forgetProperties();
    }

    private ZooKeeper connected() throws Exception {
        ZooKeeper made = handles.newZooKeeper("127.0.0.1:" + cable.entrance(), SESSION_MILLIS, event -> {}, false);
        Awaitility.await().atMost(Site.PATIENCE).until(handles::isConnected);
        return made;
    }

    @Test
    void whatBecomesOfAnOldHandleIsNotOfTheNewOne() throws Exception {
        ZooKeeper old = connected();
        ZooKeeper next = connected();
        assertFalse(handles.isConnected(1));
        old.close();
        Awaitility.await().atMost(Site.PATIENCE).until(() -> lost.contains(1L));
        assertTrue(handles.isConnected(2));
        assertEquals(List.of(), lost.stream().filter(handle -> handle != 1).toList());
        assertEquals(next, handles.connected().orElseThrow().zk());
        next.close();
    }

    @Test
    void aLostConnectionIsKnownAndTheNextHandleGoesOnWithTheSession() throws Exception {
        long session = connected().getSessionId();
        cable.cut();
        Awaitility.await().atMost(Site.PATIENCE).until(() -> lost.contains(1L));
        assertFalse(handles.isConnected());
        assertTrue(handles.connected().isEmpty());
        handles.reconnect();
        cable.mend();
        ZooKeeper next = connected();
        assertEquals(session, next.getSessionId());
        assertTrue(handles.isConnected(2));
        next.close();
    }
}
