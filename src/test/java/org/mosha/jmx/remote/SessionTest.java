package org.mosha.jmx.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.remote.JMXConnectionNotification;
import javax.management.remote.JMXConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.config.Role;
import org.mosha.it.Await;
import org.mosha.jmx.BeanNames;

/** Listening ends with the account. */
class SessionTest {
    @TempDir
    Path dir;

    private Served served;

    @BeforeEach
    void serve() throws Exception {
        served = new Served(dir);
    }

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void whoseAccountIsDeletedHearsNothingAnyMore() throws Exception {
        served.accounts.put("carol", Role.READ);
        try (JMXConnector carol = served.connect("carol");
                JMXConnector bob = served.connect("bob")) {
            List<String> told = new CopyOnWriteArrayList<>();
            carol.addConnectionNotificationListener((one, handback) -> told.add(one.getType()), null, null);
            List<Notification> hersHeard = listen(carol);
            List<Notification> hisHeard = listen(bob);
            served.say();
            Await.until("both hear it", () -> hersHeard.size() == 1 && hisHeard.size() == 1);
            served.accounts.delete("carol");
            served.say();
            Await.until("he hears it", () -> hisHeard.size() == 2);
            Await.until("she is told", () -> told.contains(JMXConnectionNotification.FAILED));
            assertEquals(1, hersHeard.size());
        }
    }

    @Test
    void whoseAccountWasChangedCannotBeginToListen() throws Exception {
        served.accounts.put("carol", Role.CONTROL);
        try (JMXConnector carol = served.connect("carol")) {
            MBeanServerConnection beans = carol.getMBeanServerConnection();
            assertEquals(0, beans.getAttribute(BeanNames.CLUSTER, "Said"));
            served.accounts.put("carol", Role.READ);
            SecurityException refused = assertThrows(SecurityException.class, () -> listen(carol));
            assertTrue(refused.getMessage().contains("this login is over"), refused.getMessage());
        }
    }

    private static List<Notification> listen(JMXConnector client) throws Exception {
        List<Notification> heard = new CopyOnWriteArrayList<>();
        client.getMBeanServerConnection()
                .addNotificationListener(BeanNames.CLUSTER, (one, handback) -> heard.add(one), null, null);
        return heard;
    }
}
