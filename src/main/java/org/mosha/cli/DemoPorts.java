package org.mosha.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Ports of this machine that nobody else has, for the ZooKeeper peers of a demo's daemons. */
final class DemoPorts {
    private static final int PORTS_OF_NODE = 3;

    private DemoPorts() {}

    /** The setting {@code nodes}, for so many nodes on loopback. */
    static String nodes(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        StringJoiner nodes = new StringJoiner(",");
        try {
            for (int node = 1; node <= count; node++) {
                // none is closed before all are there, so that no port comes twice
                StringJoiner address = new StringJoiner(":", node + "=127.0.0.1:", "");
                for (int i = 0; i < PORTS_OF_NODE; i++) {
                    ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    sockets.add(socket);
                    address.add(Integer.toString(socket.getLocalPort()));
                }
                nodes.add(address.toString());
            }
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
        return nodes.toString();
    }
}
