package org.mosha.cli;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.mosha.jmx.GroupRow;

/** How the groups are shown: as a table or as JSON. */
final class GroupsView {
    /** A reason that is longer is for {@code why}: it would only push the table apart. */
    private static final int LONGEST_WHY = 200;

    private GroupsView() {}

    /**
     * A line a group; {@code nowMillis} is what the ages are counted to, in milliseconds since 1970, and {@code told} is
     * told of the whole node, and so left out of the reasons.
     */
    static String table(List<GroupRow> rows, long nowMillis, List<String> told) {
        Table table = new Table("GROUP", "WANTED", "NODE", "LEVEL", "STATE", "SINCE", "WHY");
        for (GroupRow row : rows) {
            table.line(
                    row.name(),
                    row.wanted(),
                    row.node() == 0 ? "" : Integer.toString(row.node()),
                    row.level(),
                    row.state(),
                    row.sinceMillis() == 0 ? "" : Age.of(Duration.ofMillis(nowMillis - row.sinceMillis())),
                    brief(row, CutOff.without(told, row.why())));
        }
        return table.format();
    }

    /** What is shown anew on a terminal: what is wrong with the node comes first, as the end may not fit. */
    static String withProblems(List<String> problems, String table) {
        return problems.stream().map(line -> "mosha: " + line + "\n").collect(Collectors.joining()) + table;
    }

    private static String brief(GroupRow row, String why) {
        return why.length() <= LONGEST_WHY
                ? why
                : why.substring(0, LONGEST_WHY) + "... (all of it: mosha why " + row.name() + ")";
    }

    /** The contract's JSON on one line. */
    static String json(List<GroupRow> rows) {
        return JsonRows.of("groups", rows, (json, row) -> {
            json.name("name").value(row.name());
            json.name("wanted").value(row.wanted());
            json.name("node").value(row.node());
            json.name("level").value(row.level());
            json.name("state").value(row.state());
            json.name("running").value(row.running());
            json.name("sinceMillis").value(row.sinceMillis());
            json.name("why").value(row.why());
        });
    }
}
