package org.mosha.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;

/** Ports of the loopback address. */
final class Ports {
    private Ports() {}

    /** One that nobody listens on at this moment. */
    static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** So many different ones that nobody listens on at this moment. */
    static int[] free(int count) throws IOException {
        if (count == 0) {
            return new int[0];
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // held while the others are looked for
            return IntStream.concat(IntStream.of(socket.getLocalPort()), IntStream.of(free(count - 1)))
                    .toArray();
        }
    }
}
