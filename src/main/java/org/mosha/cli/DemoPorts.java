package org.mosha.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Ports of this machine that nobody else has, for the ZooKeeper peers of a demo's daemons. They are below those that the
 * kernel picks for clients, of whom one would else take a port before its daemon does; demos that begin at the same time
 * look for them in different places.
 */
final class DemoPorts {
    private static final int PORTS_OF_NODE = 3;
    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;
    private static final int APART = 619;

    private DemoPorts() {}

    /** The setting {@code nodes}, for so many nodes on loopback. */
    static String nodes(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        StringJoiner nodes = new StringJoiner(",");
        try {
            // none is closed before all are there, so that no port comes twice
            occupy(count * PORTS_OF_NODE, sockets);
            for (int node = 0; node < count; node++) {
                StringJoiner address = new StringJoiner(":", (node + 1) + "=127.0.0.1:", "");
                sockets.subList(node * PORTS_OF_NODE, (node + 1) * PORTS_OF_NODE)
                        .forEach(socket -> address.add(Integer.toString(socket.getLocalPort())));
                nodes.add(address.toString());
            }
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
        return nodes.toString();
    }

    private static void occupy(int wanted, List<ServerSocket> sockets) throws IOException {
        long begin = ProcessHandle.current().pid() * APART;
        for (int i = 0; sockets.size() < wanted; i++) {
            if (i == COUNT) {
                throw new IOException("no ports are free from " + FIRST + " to " + (FIRST + COUNT - 1));
            }
            occupy(FIRST + Math.floorMod(begin + i, COUNT)).ifPresent(sockets::add);
        }
    }

    private static Optional<ServerSocket> occupy(int port) {
        try {
            return Optional.of(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            // somebody has it
            return Optional.empty();
        }
    }
}
