package org.mosha.engine;

import java.util.Map;
import java.util.SortedMap;
import org.mosha.model.GroupName;
import org.mosha.model.GroupStatus;
import org.mosha.model.HaStat;
import org.mosha.model.NodeId;

/**
 * The consolidated status as JSON. Names need no escapes, so that thousands of groups can be written without making a
 * tree of objects first.
 */
public final class HaStatJson {
    private HaStatJson() {}

    /**
     * Formats a status.
     *
     * @param hastat the status
     * @return JSON with a line a group
     */
    public static String format(HaStat hastat) {
        StringBuilder text = new StringBuilder("{");
        String separator = "\n";
        for (Map.Entry<GroupName, SortedMap<NodeId, GroupStatus>> group :
                hastat.groups().entrySet()) {
            text.append(separator).append("  \"").append(group.getKey()).append("\": {");
            nodes(group.getValue(), text);
            text.append("}");
            separator = ",\n";
        }
        return text.append(hastat.groups().isEmpty() ? "}\n" : "\n}\n").toString();
    }

    private static void nodes(SortedMap<NodeId, GroupStatus> nodes, StringBuilder text) {
        String separator = "";
        for (Map.Entry<NodeId, GroupStatus> node : nodes.entrySet()) {
            text.append(separator).append('"').append(node.getKey()).append("\": {\"level\": \"");
            text.append(node.getValue().level()).append("\", \"state\": \"");
            text.append(node.getValue().state()).append("\"}");
            separator = ", ";
        }
    }
}
