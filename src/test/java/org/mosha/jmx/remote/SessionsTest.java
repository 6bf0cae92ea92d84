package org.mosha.jmx.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.management.MBeanServerFactory;
import javax.management.remote.JMXConnector;
import javax.security.auth.Subject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.config.Account;
import org.mosha.config.PasswordHash;
import org.mosha.config.Role;
import org.mosha.it.Await;
import org.mosha.jmx.BeanNames;
import org.mosha.jmx.RemoteUser;

/** Sessions are limited by user, and those that are over count no more. */
class SessionsTest {
    @Test
    void aUserWithAllOfItsSessionsLeavesRoomForOthers(@TempDir Path dir) throws Exception {
        List<JMXConnector> bobs = new ArrayList<>();
        try (Served served = new Served(dir)) {
            for (int i = 0; i < Sessions.EACH; i++) {
                bobs.add(served.connect("bob"));
            }
            SecurityException refused = assertThrows(SecurityException.class, () -> bobs.add(served.connect("bob")));
            assertEquals("all sessions for bob are taken: try again later", refused.getMessage());
            try (JMXConnector alice = served.connect("alice")) {
                assertEquals(0, alice.getMBeanServerConnection().getAttribute(BeanNames.CLUSTER, "Said"));
            }
            bobs.remove(0).close();
            Await.until("there is room again", () -> bobs.add(served.connect("bob")));
            for (JMXConnector bob : bobs) {
                bob.close();
            }
        }
    }

    /** RMI knows for a minute yet of clients that were killed. */
    @Test
    void sessionsOfClientsThatWereKilledGiveTheirPlaces(@TempDir Path dir) throws Exception {
        try (Served served = new Served(dir)) {
            Process bobs = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ManyLogins.class.getName(),
                            served.url().toString(),
                            "bob",
                            Integer.toString(Sessions.EACH))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                assertEquals("in", bobs.inputReader().readLine());
                assertThrows(SecurityException.class, () -> served.connect("bob"));
            } finally {
                bobs.destroyForcibly();
            }
            Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
                served.connect("bob").close();
                return true;
            });
        }
    }

    @Test
    void aSessionThatCannotBeMadeTakesNoPlace() throws IOException {
        RemoteUser bob =
                new RemoteUser("bob", "127.0.0.1", new Account(Role.READ, new PasswordHash(1, "salt", "hash")));
        Subject subject = new Subject(true, Set.of(bob), Set.of(), Set.of());
        Sessions sessions = new Sessions(
                0,
                null,
                port -> {
                    throw new IOException("no port");
                },
                Map.of(),
                user -> Optional.of(Role.READ),
                user -> () -> false);
        sessions.setMBeanServer(MBeanServerFactory.newMBeanServer());
        for (int i = 0; i <= Sessions.EACH; i++) {
            assertThrows(IOException.class, () -> sessions.makeClient("rmi:// bob 1", subject));
        }
    }
}
