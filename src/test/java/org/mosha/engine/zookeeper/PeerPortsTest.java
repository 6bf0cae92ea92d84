package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.config.NodeAddress;
import org.mosha.model.NodeId;

/** A peer whose port somebody else has. */
class PeerPortsTest {
    @TempDir
    Path dir;

    private static ServerSocket taken(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    @Test
    void thePortThatCannotBeHadIsNamed() throws IOException {
        NodeAddress own = Site.addresses(1).get(new NodeId(1));
        for (int port : List.of(own.clientPort(), own.peerPort(), own.electionPort())) {
            try (ServerSocket other = taken(port)) {
                String sentence = assertThrows(IOException.class, () -> PeerPorts.require(own, Duration.ZERO))
                        .getMessage();
                assertEquals(
                        "it cannot listen on 127.0.0.1:" + other.getLocalPort() + ": Address already in use", sentence);
            }
        }
        assertDoesNotThrow(() -> PeerPorts.require(own, Duration.ZERO));
        NodeAddress unknown = new NodeAddress("nobody.invalid", own.clientPort(), own.peerPort(), own.electionPort());
        assertDoesNotThrow(() -> PeerPorts.require(unknown, Duration.ZERO));
    }

    @Test
    void aDaemonWhosePeerCannotListenDoesNotStartAndSaysWhy() throws IOException {
        SortedMap<NodeId, NodeAddress> addresses = Site.addresses(1);
        int port = addresses.get(new NodeId(1)).peerPort();
        try (ServerSocket other = taken(port)) {
            String why = "the ZooKeeper peer of this node has failed: it cannot listen on 127.0.0.1:"
                    + other.getLocalPort() + ": Address already in use";
            Site.isRefused(Site.setup(dir, addresses, 1), why::equals);
        }
    }
}
