package org.mosha.jmx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.management.AttributeList;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanFeatureInfo;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the attributes say of a snapshot. */
class AttributesTest {
    private final OpenBeans open = new OpenBeans();

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void theClusterShowsTheSnapshot() {
        ClusterMXBean cluster = proxy(BeanNames.CLUSTER, ClusterMXBean.class);
        assertEquals(1, cluster.getNodeId());
        assertEquals("host1", cluster.getHostName());
        assertArrayEquals(new int[] {1}, cluster.getUpNodes());
        assertArrayEquals(new String[] {"web"}, cluster.getGroups());
        assertEquals(Map.of("web@1", new HastatRow("web", 1, "start", "DONE")), cluster.getHastat());
        assertEquals(
                new NodeRow(2, "host2", false, true, true, 1, 1500),
                cluster.getNodeRows().get(2));
        assertEquals(1, cluster.getRunningGroupCount());
        assertEquals(0, cluster.getMissingGroupCount());
        assertEquals(ProcessHandle.current().pid(), cluster.getPid());
    }

    @Test
    void warningsAreProblemsButOnlyErrorsMakeTheFilesInvalid() {
        ClusterMXBean cluster = proxy(BeanNames.CLUSTER, ClusterMXBean.class);
        assertArrayEquals(new String[] {"cltab:3: warning: odd", "hactl:1: error: bad"}, cluster.getConfigProblems());
        assertEquals(2, cluster.getConfigProblemCount());
        assertFalse(cluster.isConfigValid());
    }

    @Test
    void aGroupRowHasTheTimeTwice() {
        GroupRow row =
                proxy(BeanNames.CLUSTER, ClusterMXBean.class).getGroupRows().get("web");
        assertEquals("start", row.wanted());
        assertTrue(row.running());
        assertEquals(
                row.sinceMillis(), OffsetDateTime.parse(row.since()).toInstant().toEpochMilli());
    }

    @Test
    void aGroupShowsItsStateAsTextNumberAndBooleans() {
        ResourceGroupMXBean web = proxy(BeanNames.group("web"), ResourceGroupMXBean.class);
        assertEquals("DONE", web.getState());
        assertEquals(3, web.getStateNumber());
        assertTrue(web.isRunning() && web.isActive() && web.isLocal());
        assertFalse(web.isFailed() || web.isInTransition() || web.isBlocked());
        assertArrayEquals(new String[] {"node 1: runs here", "node 2: node 1 has it"}, web.getReasons());
        assertEquals(List.of("prep", "httpd"), List.copyOf(web.getProcesses().keySet()));
        assertEquals(
                new ProcessRow("httpd", "start", "respawn", "RUNBG", 3, true, 4711, -1, 3, ""),
                web.getProcesses().get("httpd"));
    }

    @Test
    void aGroupThatVanishedShowsNeutralValues() {
        ResourceGroupMXBean web = proxy(BeanNames.group("web"), ResourceGroupMXBean.class);
        open.node.show(SampleNode.withGroups(0));
        assertEquals("web", web.getName());
        assertEquals("", web.getState());
        assertEquals("", web.getLevel());
        assertEquals(-1, web.getStateNumber());
        assertEquals(0, web.getNode());
        assertEquals("", web.getSince());
        assertFalse(web.isRunning());
    }

    @Test
    void aNodeThatVanishedShowsNeutralValues() {
        NodeMXBean two = proxy(BeanNames.node(2), NodeMXBean.class);
        assertEquals("1.5 s ago", two.getLastSeen());
        open.node.show(SampleNode.withGroups(0));
        assertEquals(2, two.getId());
        assertEquals("", two.getHost());
        assertFalse(two.isUp());
    }

    @Test
    void everyAttributeOfEveryBeanCanBeReadAtOnce() throws JMException {
        for (ObjectName name : open.server.queryNames(new ObjectName("org.mosha:*"), null)) {
            String[] names = Arrays.stream(open.server.getMBeanInfo(name).getAttributes())
                    .map(MBeanFeatureInfo::getName)
                    .toArray(String[]::new);
            AttributeList values = open.server.getAttributes(name, names);
            assertEquals(names.length, values.size(), name::toString);
            values.asList().forEach(value -> assertFalse(value.getValue() == null, value::toString));
        }
    }

    @Test
    void tablesAreTabularData() throws JMException {
        TabularData hastat = assertInstanceOf(TabularData.class, open.get(BeanNames.CLUSTER, "Hastat"));
        CompositeData entry = hastat.get(new Object[] {"web@1"});
        assertEquals("DONE", ((CompositeData) entry.get("value")).get("state"));
        assertInstanceOf(TabularData.class, open.get(BeanNames.group("web"), "Processes"));
    }

    private <T> T proxy(ObjectName name, Class<T> type) {
        return JMX.newMXBeanProxy(open.server, name, type);
    }
}
