package org.mosha.jmx.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.jmx.BeanNames;

/** What is said of a refusal has little of what the client sent. */
class RefusedTest {
    @Test
    void aRefusalIsOneShortLine(@TempDir Path dir) throws Exception {
        try (Served served = new Served(dir);
                JMXConnector bob = served.connect("bob")) {
            MBeanServerConnection beans = bob.getMBeanServerConnection();
            String operation = "halt\n\u001b[2J" + "x".repeat(50_000);
            SecurityException refused =
                    assertThrows(SecurityException.class, () -> beans.invoke(BeanNames.CLUSTER, operation, null, null));
            assertEquals(
                    "the role read may not call halt??[2J" + "x".repeat(91) + "... of org.mosha:type=Cluster",
                    refused.getMessage());
            ObjectName secret = new ObjectName("secret:type=\u001b[2J" + "x".repeat(50_000));
            SecurityException hidden = assertThrows(SecurityException.class, () -> beans.getMBeanInfo(secret));
            String most = "the role read may not see secret:type=?[2J" + "x".repeat(300);
            assertEquals(most.substring(0, 300) + "...", hidden.getMessage());
        }
    }
}
