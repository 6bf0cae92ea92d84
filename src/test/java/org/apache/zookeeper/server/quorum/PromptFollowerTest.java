package org.apache.zookeeper.server.quorum;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.server.persistence.FileTxnSnapLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.engine.zookeeper.Deaf;

/** How long a follower waits for the answer to one call. */
class PromptFollowerTest {
    private static final int TICK = 500;

    @TempDir
    File dir;

    private final List<Integer> waits = new ArrayList<>();

    /** Is not connected to anything, and writes down how long it was to wait for that. */
    private final class Line extends Socket {
        @Override
        public void connect(SocketAddress address, int timeout) {
            waits.add(timeout);
        }
    }

    @Test
    void aCallIsMadeAgainWithinATickWhateverPatienceThereIs() throws Exception {
        HearingPeer peer = new HearingPeer(new Deaf());
        peer.setTickTime(TICK);
        PromptFollower follower = new PromptFollower(peer, new FileTxnSnapLog(dir, dir));
        InetSocketAddress leader = new InetSocketAddress("127.0.0.1", 1);
        try (Socket line = new Line()) {
            follower.sockConnect(line, leader, 20 * TICK);
            follower.sockConnect(line, leader, TICK / 5);
        }
        assertEquals(List.of(TICK * 2 / 3, TICK / 5), waits);
    }
}
