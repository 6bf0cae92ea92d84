package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.mosha.config.NodeAddress;

/** The ports on which a peer listens. ZooKeeper tells of one that it cannot have by a code, or tries for ever. */
final class PeerPorts {
    private static final Duration AGAIN = Duration.ofMillis(100);

    private PeerPorts() {}

    /**
     * Sees that all of them can be had.
     *
     * @param own the peer's address
     * @param patience how long who had them before may take to let them go
     * @throws IOException when one of them cannot be had, with a sentence that names it
     */
    static void require(NodeAddress own, Duration patience) throws IOException {
        long begin = System.nanoTime();
        for (InetSocketAddress address : List.of(
                new InetSocketAddress(PeerConfig.CLIENT_HOST, own.clientPort()),
                new InetSocketAddress(own.host(), own.peerPort()),
                new InetSocketAddress(own.host(), own.electionPort()))) {
            // who has a name that nobody knows yet may have an address later
            while (!address.isUnresolved() && !isFree(address, begin, patience)) {
                LockSupport.parkNanos(AGAIN.toNanos());
            }
        }
    }

    private static boolean isFree(InetSocketAddress address, long begin, Duration patience) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address);
            return true;
        } catch (BindException e) {
            if (System.nanoTime() - begin >= patience.toNanos()) {
                throw new IOException("it cannot listen on " + address.getHostString() + ":" + address.getPort() + ": "
                        + e.getMessage());
            }
            return false;
        }
    }
}
