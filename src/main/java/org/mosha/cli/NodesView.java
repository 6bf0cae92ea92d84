package org.mosha.cli;

import java.util.List;
import org.mosha.jmx.NodeRow;

/** How the nodes are shown: as a table or as JSON. */
final class NodesView {
    private NodesView() {}

    /** A line a node. */
    static String table(List<NodeRow> rows) {
        Table table = new Table("NODE", "HOST", "UP", "STALE", "STANDBY", "GROUPS");
        for (NodeRow row : rows) {
            table.line(
                    Integer.toString(row.id()),
                    row.host(),
                    yes(row.up()),
                    yes(row.stale()),
                    yes(row.standby()),
                    Integer.toString(row.groups()));
        }
        return table.format();
    }

    /** The contract's JSON on one line; {@code groups} is how many the node has. */
    static String json(List<NodeRow> rows) {
        return JsonRows.of("nodes", rows, (json, row) -> {
            json.name("id").value(row.id());
            json.name("host").value(row.host());
            json.name("up").value(row.up());
            json.name("stale").value(row.stale());
            json.name("standby").value(row.standby());
            json.name("groups").value(row.groups());
        });
    }

    private static String yes(boolean is) {
        return is ? "yes" : "no";
    }
}
