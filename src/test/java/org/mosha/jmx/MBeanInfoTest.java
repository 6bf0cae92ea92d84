package org.mosha.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client such as JConsole is shown about each bean. */
class MBeanInfoTest {
    private final OpenBeans open = new OpenBeans();

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void everyBeanAndFeatureHasADescription() throws JMException {
        for (ObjectName name : all()) {
            MBeanInfo info = open.server.getMBeanInfo(name);
            assertTrue(info.getDescription().contains(" "), () -> name + ": " + info.getDescription());
            Stream.of(info.getAttributes(), info.getOperations(), info.getNotifications())
                    .flatMap(Arrays::stream)
                    .forEach(feature -> assertDescribed(name, feature));
        }
    }

    @Test
    void everyOperationHasAnImpact() throws JMException {
        for (ObjectName name : all()) {
            for (MBeanOperationInfo operation : open.server.getMBeanInfo(name).getOperations()) {
                assertNotEquals(MBeanOperationInfo.UNKNOWN, operation.getImpact(), () -> name + " " + operation);
            }
        }
    }

    @Test
    void everyParameterIsANamedAndDescribedText() throws JMException {
        for (ObjectName name : all()) {
            for (MBeanOperationInfo operation : open.server.getMBeanInfo(name).getOperations()) {
                for (MBeanParameterInfo param : operation.getSignature()) {
                    assertFalse(param.getName().matches("p\\d+"), () -> name + " " + operation);
                    assertEquals(String.class.getName(), param.getType(), () -> name + " " + operation);
                    assertDescribed(name, param);
                }
            }
        }
    }

    @Test
    void noOperationIsOverloaded() throws JMException {
        for (ObjectName name : all()) {
            MBeanOperationInfo[] operations = open.server.getMBeanInfo(name).getOperations();
            Set<String> names =
                    Arrays.stream(operations).map(MBeanOperationInfo::getName).collect(Collectors.toSet());
            assertEquals(operations.length, names.size(), name::toString);
        }
    }

    @Test
    void clientsThatDoNotSortGetAlphabeticalOrder() throws JMException {
        for (ObjectName name : all()) {
            for (MBeanFeatureInfo[] features : List.of(
                    open.server.getMBeanInfo(name).getAttributes(),
                    open.server.getMBeanInfo(name).getOperations())) {
                List<String> names =
                        Arrays.stream(features).map(MBeanFeatureInfo::getName).toList();
                assertEquals(names.stream().sorted().toList(), names, name::toString);
            }
        }
    }

    @Test
    void onlyTheCycleTimeIsWritable() throws JMException {
        Set<String> writable = new TreeSet<>();
        for (ObjectName name : all()) {
            for (MBeanAttributeInfo attribute : open.server.getMBeanInfo(name).getAttributes()) {
                if (attribute.isWritable()) {
                    writable.add(name.getKeyProperty("type") + "." + attribute.getName());
                }
            }
        }
        assertEquals(Set.of("CycleTime.Seconds"), writable);
    }

    @Test
    void unitsAndMetricTypesAreInTheDescriptors() throws JMException {
        MBeanAttributeInfo cycles = Arrays.stream(
                        open.server.getMBeanInfo(BeanNames.CYCLE_TIME).getAttributes())
                .filter(attribute -> attribute.getName().equals("Cycles"))
                .findFirst()
                .orElseThrow();
        assertEquals("cycles", cycles.getDescriptor().getFieldValue("units"));
        assertEquals("counter", cycles.getDescriptor().getFieldValue("metricType"));
    }

    @Test
    void onlyTheClusterSendsNotifications() throws JMException {
        for (ObjectName name : all()) {
            int types = open.server.getMBeanInfo(name).getNotifications().length;
            assertEquals(name.equals(BeanNames.CLUSTER) ? 10 : 0, types, name::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Cluster, NodeId Engine EngineConnected UpNodes Groups Hastat Standby ConfigProblems Version,"
                + " setRunlevel halt resume haltCluster stomith reread why simulate history configLog configShow"
                + " configRevert addNode removeNode",
        "'ResourceGroup,name=web', Name WantedLevel Level State Node Local Running SinceMillis RespawnCount Epoch Why"
                + " Processes, setRunlevel halt",
        "Quorum, Quorate EngineReached VisibleNodes RememberedNodes RequiredNodes Ratio, reset",
        "CycleTime, Seconds LastCycleMillis Cycles Wakeups, cycleNow",
        "Stomith, Method Count LastNode LastResult Pending, stomith confirm test",
        "'Node,name=1', Id Host Up Stale Standby LastSeenMillis GroupCount, stomith",
    })
    void whatIsPromisedIsThere(String bean, String attributes, String operations) throws JMException {
        MBeanInfo info = open.server.getMBeanInfo(new ObjectName("org.mosha:type=" + bean));
        assertTrue(names(info.getAttributes()).containsAll(Set.of(attributes.split(" "))));
        assertTrue(names(info.getOperations()).containsAll(Set.of(operations.split(" "))));
    }

    private Set<ObjectName> all() throws JMException {
        Set<ObjectName> names = open.server.queryNames(new ObjectName("org.mosha:*"), null);
        assertEquals(7, names.size());
        return names;
    }

    private static Set<String> names(MBeanFeatureInfo[] features) {
        return Arrays.stream(features).map(MBeanFeatureInfo::getName).collect(Collectors.toSet());
    }

    private static void assertDescribed(ObjectName bean, MBeanFeatureInfo feature) {
        String description = feature.getDescription();
        assertTrue(description != null && description.contains(" "), () -> bean + " " + feature);
        assertNotEquals(feature.getName(), description);
    }
}
