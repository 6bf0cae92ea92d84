package org.mosha.jmx.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mosha.config.Account;
import org.mosha.config.PasswordHash;
import org.mosha.config.Role;
import org.mosha.it.Await;
import org.mosha.jmx.RemoteUser;
import org.mosha.stomith.Logged;

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
    void whoSpeaksNoTlsCannotFillTheLog() throws IOException {
        // the same sentence again would be left out anyhow
        AtomicInteger count = new AtomicInteger();
        try (Entrance other = new Entrance(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        raw -> new Toneless(raw, count.incrementAndGet()),
                        Duration.ofDays(1));
                Logged log = new Logged(Entrance.class.getName())) {
            for (int i = 0; i < 3 * Refusals.TOLD; i++) {
                try (Socket client = new Socket(other.getInetAddress(), other.getLocalPort());
                        Socket visitor = other.accept()) {
                    assertEquals(client.getLocalPort(), visitor.getPort());
                    assertThrows(
                            SSLException.class, () -> visitor.getInputStream().read());
                }
            }
            assertEquals(Refusals.TOLD + 1, log.lines().size(), log.lines().toString());
            assertEquals(
                    "remote JMX: refused: a connection from 127.0.0.1: no TLS, 1",
                    log.lines().get(0));
        }
    }

    /** A connection over which the two ends cannot speak TLS. */
    private static final class Toneless extends Socket {
        private final Socket raw;
        private final int number;

        private Toneless(Socket raw, int number) {
            this.raw = raw;
            this.number = number;
        }

        @Override
        public InputStream getInputStream() {
            return new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new SSLException("no TLS, " + number);
                }
            };
        }

        @Override
        public void close() throws IOException {
            raw.close();
        }
    }

    @Test
    void aUserHasALimitedNumberOfConnectionsAndTheirPlacesComeBack() throws IOException {
        RemoteUser bob = user("bob");
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < Entrance.TRUSTED_EACH; i++) {
                sockets.add(logIn(bob));
            }
            SecurityException refused = assertThrows(SecurityException.class, () -> sockets.add(logIn(bob)));
            assertEquals("all connections for bob are taken: try again later", refused.getMessage());
            sockets.add(logIn(user("alice")));
            sockets.remove(0).close();
            sockets.add(logIn(bob));
            assertThrows(SecurityException.class, () -> sockets.add(logIn(bob)));
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static RemoteUser user(String name) {
        return new RemoteUser(name, "127.0.0.1", new Account(Role.READ, new PasswordHash(1, "salt", "hash")));
    }

    /** The daemon's end of a connection on which a user makes a call. */
    private Socket logIn(RemoteUser user) throws IOException {
        try (Socket client = client()) {
            Visitor visitor = (Visitor) entrance.accept();
            assertEquals(client.getLocalPort(), visitor.getPort());
            entrance.reads(visitor);
            entrance.trust(user);
            return visitor;
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
