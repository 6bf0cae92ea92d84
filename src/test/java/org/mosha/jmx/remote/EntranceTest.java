package org.mosha.jmx.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mosha.it.Await;

/** What is left of connections: nothing. */
class EntranceTest {
    private Entrance entrance;

    @BeforeEach
    void open() throws IOException {
        entrance = new Entrance(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), raw -> raw, Duration.ofDays(1));
    }

    @AfterEach
    void close() throws IOException {
        entrance.close();
    }

    @Test
    void nothingIsKeptOfWhoHasLeft() throws IOException {
        List<WeakReference<Visitor>> left = new ArrayList<>();
        for (int i = 0; i < 2 * Entrance.STRANGERS; i++) {
            left.add(comeAndGo());
        }
        assertForgotten(left);
    }

    private WeakReference<Visitor> comeAndGo() throws IOException {
        try (Socket client = client();
                Visitor visitor = (Visitor) entrance.accept()) {
            assertEquals(client.getLocalPort(), visitor.getPort());
            return new WeakReference<>(visitor);
        }
    }

    @Test
    void nothingIsKeptOfWhoHasMadeRoomForOthers() throws IOException {
        List<Socket> clients = new ArrayList<>();
        List<WeakReference<Visitor>> oldest = new ArrayList<>();
        try {
            for (int i = 0; i < Entrance.STRANGERS + 20; i++) {
                clients.add(client());
                WeakReference<Visitor> visitor = new WeakReference<>((Visitor) entrance.accept());
                if (i < 20) {
                    oldest.add(visitor);
                }
            }
            assertForgotten(oldest);
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @Test
    void whoDoesNotLogInIsSentAway() throws IOException {
        try (Entrance hasty = new Entrance(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), raw -> raw, Duration.ofMillis(1));
                Socket client = new Socket(InetAddress.getLoopbackAddress(), hasty.getLocalPort());
                Visitor visitor = (Visitor) hasty.accept()) {
            Await.until("the connection is cut", visitor::isClosed);
            assertEquals(-1, client.getInputStream().read());
        }
    }

    private Socket client() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), entrance.getLocalPort());
    }

    private static void assertForgotten(List<WeakReference<Visitor>> visitors) {
        Await.untilHolds(() -> {
            System.gc();
            assertEquals(
                    0,
                    visitors.stream().filter(visitor -> visitor.get() != null).count(),
                    "kept of " + visitors.size());
        });
    }
}
