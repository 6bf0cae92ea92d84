package org.mosha.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.mosha.jmx.BeanNames;
import org.mosha.jmx.GroupRow;
import org.mosha.jmx.NodeRow;

/** Reads the tables of the cluster's bean, each in one call. */
final class Rows {
    private Rows() {}

    /** A row a group, by name. */
    static List<GroupRow> groups(DaemonClient client) throws Failure {
        List<GroupRow> rows = read(client, "GroupRows", Rows::group);
        rows.sort(Comparator.comparing(GroupRow::name));
        return rows;
    }

    /** A row a node, by number. */
    static List<NodeRow> nodes(DaemonClient client) throws Failure {
        List<NodeRow> rows = read(client, "NodeRows", Rows::node);
        rows.sort(Comparator.comparingInt(NodeRow::id));
        return rows;
    }

    private static <T> List<T> read(DaemonClient client, String attribute, Function<CompositeData, T> row)
            throws Failure {
        TabularData table = (TabularData) client.attribute(BeanNames.CLUSTER, attribute);
        List<T> rows = new ArrayList<>();
        for (Object entry : table.values()) {
            rows.add(row.apply((CompositeData) ((CompositeData) entry).get("value")));
        }
        return rows;
    }

    private static GroupRow group(CompositeData row) {
        return new GroupRow(
                (String) row.get("name"),
                (String) row.get("wanted"),
                (Integer) row.get("node"),
                (String) row.get("level"),
                (String) row.get("state"),
                (Boolean) row.get("running"),
                (Long) row.get("sinceMillis"),
                (String) row.get("since"),
                (String) row.get("why"));
    }

    private static NodeRow node(CompositeData row) {
        return new NodeRow(
                (Integer) row.get("id"),
                (String) row.get("host"),
                (Boolean) row.get("up"),
                (Boolean) row.get("stale"),
                (Boolean) row.get("standby"),
                (Integer) row.get("groups"),
                (Long) row.get("lastSeenMillis"));
    }
}
