package org.mosha.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.JMException;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosha.model.GroupName;

/** That the big tables are made once for all readers, and never shown when they are old. */
class KeptTablesTest {
    private final OpenBeans open = new OpenBeans();

    @AfterEach
    void close() {
        open.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hastat", "GroupRows"})
    void aSnapshotsTableIsMadeOnceForAllReaders(String table) throws JMException {
        Object first = open.get(BeanNames.CLUSTER, table);
        assertEquals(1, ((TabularData) first).size());
        assertSame(first, open.get(BeanNames.CLUSTER, table));
        AttributeList both = open.server.getAttributes(BeanNames.CLUSTER, new String[] {"NodeId", table});
        assertEquals(new Attribute("NodeId", 1), both.get(0));
        assertSame(first, ((Attribute) both.get(1)).getValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hastat", "GroupRows"})
    void theNextSnapshotIsShownAtOnce(String table) throws JMException {
        TabularData first = (TabularData) open.get(BeanNames.CLUSTER, table);
        open.node.show(SampleNode.with(Map.of(), List.of(SampleNode.ONE)));
        assertEquals(0, ((TabularData) open.get(BeanNames.CLUSTER, table)).size());
        assertEquals(1, first.size());
        GroupName web = new GroupName("web");
        open.node.show(SampleNode.with(Map.of(web, SampleNode.web()), List.of(SampleNode.ONE)));
        assertNotSame(first, open.get(BeanNames.CLUSTER, table));
    }

    @Test
    void anAttributeThatIsNotThereIsLeftOutOfMany() {
        assertEquals(
                List.of(new Attribute("NodeId", 1)),
                attributes("Nothing", "NodeId").asList());
    }

    private AttributeList attributes(String... names) {
        try {
            return open.server.getAttributes(BeanNames.CLUSTER, names);
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }
}
