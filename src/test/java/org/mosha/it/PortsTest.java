package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void theBuildNumbersItsTestProcesses() {
        assumeTrue(System.getProperty("basedir") != null, "not run by Maven");
        assertNotNull(Integer.getInteger("mosha.test.fork"));
    }

    @Test
    void oneThatSomebodyListensOnIsNotGiven() throws IOException {
        int next = Ports.free() + 1;
        try (ServerSocket taken = new ServerSocket(next, 0, InetAddress.getLoopbackAddress())) {
            assertTrue(Arrays.stream(Ports.free(3)).noneMatch(port -> port == taken.getLocalPort()));
        }
    }
}
