package org.mosha.jmx;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.MBeanServerNotification;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mosha.model.GroupName;
import org.mosha.node.NodeSnapshot;

/** When which beans are there. */
class BeansTest {
    private static final List<String> FIXED = List.of("Cluster", "CycleTime", "Quorum", "Stomith");

    private final OpenBeans open = new OpenBeans();

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void openRegistersTheNodesBeansAndThoseOfTheSnapshot() throws JMException {
        assertEquals(shown("ResourceGroup web", "Node 1", "Node 2"), registered());
    }

    @Test
    void beansComeAndGoWithTheSnapshot() throws JMException {
        update(SampleNode.with(
                Map.of(
                        new GroupName("db"),
                        SampleNode.idle("db"),
                        new GroupName("a.b-c_0"),
                        SampleNode.idle("a.b-c_0")),
                List.of(SampleNode.ONE)));
        assertEquals(shown("ResourceGroup db", "ResourceGroup a.b-c_0", "Node 1"), registered());
        update(SampleNode.withGroups(0));
        assertEquals(shown("Node 1"), registered());
    }

    @Test
    void aBeanThatStaysIsNotRegisteredAnew() throws JMException {
        List<ObjectName> came = new CopyOnWriteArrayList<>();
        open.server.addNotificationListener(
                new ObjectName("JMImplementation:type=MBeanServerDelegate"),
                (notification, handback) -> came.add(((MBeanServerNotification) notification).getMBeanName()),
                null,
                null);
        update(SampleNode.with(
                Map.of(
                        new GroupName("web"), SampleNode.web(),
                        new GroupName("db"), SampleNode.idle("db")),
                List.of(SampleNode.ONE, SampleNode.TWO)));
        assertEquals(List.of(BeanNames.group("db")), came);
    }

    @Test
    void aThousandGroupsAllHaveABeanAndShareTheirInformation() throws JMException {
        update(SampleNode.withGroups(1000));
        assertEquals(
                1000,
                open.server
                        .queryNames(new ObjectName("org.mosha:type=ResourceGroup,*"), null)
                        .size());
        assertSame(open.server.getMBeanInfo(BeanNames.group("g1")), open.server.getMBeanInfo(BeanNames.group("g999")));
    }

    @Test
    void closeTakesAllBeansAway() throws JMException {
        open.beans.close();
        assertEquals(Set.of(), registered());
    }

    @Test
    void anUpdateAfterCloseRegistersNothing() throws JMException {
        open.beans.close();
        update(SampleNode.withGroups(3));
        assertEquals(Set.of(), registered());
    }

    @Test
    void aNameThatIsTakenIsLeftToItsOwner() throws JMException {
        StandardMBean stranger = new StandardMBean(
                new Runnable() {
                    @Override
                    public void run() {
                        // only stands in the way
                    }
                },
                Runnable.class,
                false);
        open.server.registerMBean(stranger, BeanNames.group("g0"));
        update(SampleNode.withGroups(2));
        assertTrue(open.server.isRegistered(BeanNames.group("g1")));
        update(SampleNode.withGroups(0));
        assertFalse(open.server.isRegistered(BeanNames.group("g1")));
        open.beans.close();
        assertEquals(Set.of("ResourceGroup g0"), registered());
    }

    @Test
    void aBeanThatSomebodyElseTookAwayDoesNoHarm() throws JMException {
        open.server.unregisterMBean(BeanNames.group("web"));
        assertDoesNotThrow(() -> update(SampleNode.withGroups(0)));
        assertEquals(shown("Node 1"), registered());
    }

    @Test
    void closingWhatWasNeverOpenedDoesNoHarm() {
        MBeanServer server = MBeanServerFactory.newMBeanServer();
        Beans unopened = new Beans(server, new SampleNode(), Audit.to(line -> {}));
        assertDoesNotThrow(unopened::close);
    }

    private void update(NodeSnapshot snapshot) {
        open.node.show(snapshot);
        open.beans.update(snapshot);
    }

    private Set<String> registered() throws JMException {
        return open.server.queryNames(new ObjectName("org.mosha:*"), null).stream()
                .map(name -> name.getKeyProperty("name") == null
                        ? name.getKeyProperty("type")
                        : name.getKeyProperty("type") + " " + name.getKeyProperty("name"))
                .collect(Collectors.toSet());
    }

    private static Set<String> shown(String... more) {
        Set<String> names = new TreeSet<>(FIXED);
        names.addAll(List.of(more));
        return names;
    }
}
