package org.mosha.jmx;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.remote.JMXAuthenticator;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXPrincipal;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.rmi.RMIConnectorServer;
import javax.security.auth.Subject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mosha.node.Notice;

/** What crosses the wire to a remote client, and who the client is said to be. */
class WireTest {
    private final List<String> audited = new CopyOnWriteArrayList<>();
    private final OpenBeans open = new OpenBeans(Audit.to(audited::add));
    private JMXConnectorServer connectors;
    private JMXConnector connector;
    private MBeanServerConnection client;

    @BeforeEach
    void connect() throws IOException {
        connect(Map.of());
    }

    private void connect(Map<String, Object> more) throws IOException {
        Map<String, Object> environment = new TreeMap<>(more);
        environment.put(RMIConnectorServer.RMI_CLIENT_SOCKET_FACTORY_ATTRIBUTE, new Loopback());
        environment.put(RMIConnectorServer.RMI_SERVER_SOCKET_FACTORY_ATTRIBUTE, new Loopback());
        connectors = JMXConnectorServerFactory.newJMXConnectorServer(
                new JMXServiceURL("service:jmx:rmi://127.0.0.1"), environment, open.server);
        connectors.start();
        connector = JMXConnectorFactory.connect(connectors.getAddress());
        client = connector.getMBeanServerConnection();
    }

    @AfterEach
    void close() throws IOException {
        connector.close();
        connectors.stop();
        open.close();
    }

    @Test
    void attributesAndBeanInformationNeedTheJdkOnly() throws Exception {
        for (ObjectName name : client.queryNames(new ObjectName("org.mosha:*"), null)) {
            assertEquals(Set.of(), WireClasses.foreign(client.getMBeanInfo(name)));
            for (MBeanAttributeInfo attribute : client.getMBeanInfo(name).getAttributes()) {
                Object value = client.getAttribute(name, attribute.getName());
                assertEquals(Set.of(), WireClasses.foreign(value), () -> name + " " + attribute.getName());
            }
        }
    }

    @Test
    void resultsAndRefusalsNeedTheJdkOnly() throws Exception {
        for (ObjectName name : client.queryNames(new ObjectName("org.mosha:*"), null)) {
            for (MBeanOperationInfo operation : client.getMBeanInfo(name).getOperations()) {
                for (String text : List.of("web", "2", "1", "0", "a:b")) {
                    assertEquals(
                            Set.of(),
                            WireClasses.foreign(outcome(name, operation, text)),
                            () -> name + " " + operation.getName() + " " + text);
                }
            }
        }
    }

    @Test
    void faultsAndBadAttributesNeedTheJdkOnly() throws Exception {
        open.node.failWith(new IllegalStateException("deep", new Rejected("inside")));
        Exception fault = assertThrows(Exception.class, () -> client.invoke(BeanNames.CLUSTER, "simulate", null, null));
        assertEquals(Set.of(), WireClasses.foreign(fault));
        Exception zero = assertThrows(
                Exception.class, () -> client.setAttribute(BeanNames.CYCLE_TIME, new Attribute("Seconds", 0.0)));
        assertEquals(Set.of(), WireClasses.foreign(zero));
        Exception type = assertThrows(
                Exception.class, () -> client.setAttribute(BeanNames.CYCLE_TIME, new Attribute("Seconds", "x")));
        assertEquals(Set.of(), WireClasses.foreign(type));
    }

    @Test
    void notificationsNeedTheJdkOnly() throws Exception {
        List<Notification> received = new CopyOnWriteArrayList<>();
        client.addNotificationListener(
                BeanNames.CLUSTER, (notification, handback) -> received.add(notification), null, null);
        open.node.tell(new Notice(Notice.STOMITH, "node 2 was shot", new TreeMap<>(Map.of("node", "2")), 1));
        // it goes out with the snapshot that shows it
        open.beans.update(open.node.snapshot());
        await().until(() -> received.size() == 1);
        assertEquals(Set.of(), WireClasses.foreign(received.get(0)));
    }

    @Test
    void aProxyGetsTheRowsAndTheRefusals() {
        ClusterMXBean cluster = JMX.newMXBeanProxy(client, BeanNames.CLUSTER, ClusterMXBean.class);
        assertEquals("runs on node 1", cluster.getGroupRows().get("web").why());
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> cluster.stomith("1"));
        assertEquals("node 1 is this node", refusal.getMessage());
    }

    @Test
    void aClassThatIsNotTheJdksWouldBeSeen() throws Exception {
        assertEquals(Set.of(Rejected.class.getName()), WireClasses.foreign(new Exception(new Rejected("x"))));
    }

    @Test
    void aCallerWithoutAnIdentityIsLocal() throws Exception {
        Object said = client.invoke(BeanNames.CLUSTER, "halt", null, null);
        assertEquals(List.of("jmx (local): halt: " + said), audited);
    }

    @Test
    void anAuthenticatedCallerIsNamedWithItsAddress() throws Exception {
        connector.close();
        connectors.stop();
        Subject alice = new Subject(true, Set.of(new JMXPrincipal("alice")), Set.of(), Set.of());
        JMXAuthenticator welcome = credentials -> alice;
        connect(Map.of(JMXConnectorServer.AUTHENTICATOR, welcome));
        Object said = client.invoke(BeanNames.CLUSTER, "halt", null, null);
        assertEquals(List.of("jmx (alice@127.0.0.1): halt: " + said), audited);
    }

    private Object outcome(ObjectName name, MBeanOperationInfo operation, String text) throws IOException {
        int count = operation.getSignature().length;
        String[] params = new String[count];
        String[] signature = new String[count];
        Arrays.fill(params, text);
        Arrays.fill(signature, String.class.getName());
        try {
            return client.invoke(name, operation.getName(), params, signature);
        } catch (JMException | RuntimeException e) {
            return e;
        }
    }
}
