package org.mosha.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports of the loopback address for daemons that are still to start. They are below those that the kernel picks for
 * clients, who would else take one before its daemon does, and below those that a demo picks; none is given twice, and
 * test processes that run at the same time have different ones.
 */
public final class Ports {
    private static final int FIRST = 10_000;
    private static final int FORKS = 4;
    /** How many ports each test process has: more than it asks for. */
    private static final int COUNT = 2_500;
    /** The number that the build gives to each of the test processes that it runs at the same time. */
    private static final int FORK = Math.floorMod(Integer.getInteger("mosha.test.fork", 0), FORKS);
    /** Other builds of this machine begin elsewhere. */
    private static final int APART = 619;

    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * APART % COUNT));

    private Ports() {}

    /** One that nobody listens on. */
    public static int free() throws IOException {
        for (int tries = 0; tries < COUNT; tries++) {
            int port = FIRST + FORK * COUNT + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("no port is free");
    }

    /** So many different ones that nobody listens on. */
    public static int[] free(int count) throws IOException {
        int[] ports = new int[count];
        for (int i = 0; i < count; i++) {
            ports[i] = free();
        }
        return ports;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
