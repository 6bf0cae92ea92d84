package org.mosha.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosha.jmx.GroupRow;
import org.mosha.jmx.NodeRow;

class ViewsTest {
    private static final GroupRow WEB =
            new GroupRow("web", "start", 1, "start", "DONE", true, 1_000_000, "1970", "runs on \"node\" 1");
    private static final GroupRow IDLE = new GroupRow("idle", "stop", 0, "", "", false, 0, "", "hactl says stop");

    @Test
    void groupsAreALineEach() {
        assertEquals("""
                GROUP  WANTED  NODE  LEVEL  STATE  SINCE  WHY
                web    start   1     start  DONE   1m01s  runs on "node" 1
                idle   stop    -     -      -      -      hactl says stop
                """, GroupsView.table(List.of(WEB, IDLE), 1_061_000, List.of()));
    }

    @Test
    void whatIsWrongIsAboveTheGroupsInEachFrame() {
        assertEquals(
                "mosha: hactl:1: error: bad\nGROUP\n",
                GroupsView.withProblems(List.of("hactl:1: error: bad"), "GROUP\n"));
        assertEquals("GROUP\n", GroupsView.withProblems(List.of(), "GROUP\n"));
    }

    @Test
    void groupsAsJsonHaveExactlyTheContractsNames() {
        assertEquals(
                "{\"groups\":["
                        + "{\"name\":\"web\",\"wanted\":\"start\",\"node\":1,\"level\":\"start\",\"state\":\"DONE\","
                        + "\"running\":true,\"sinceMillis\":1000000,\"why\":\"runs on \\\"node\\\" 1\"},"
                        + "{\"name\":\"idle\",\"wanted\":\"stop\",\"node\":0,\"level\":\"\",\"state\":\"\","
                        + "\"running\":false,\"sinceMillis\":0,\"why\":\"hactl says stop\"}]}\n",
                GroupsView.json(List.of(WEB, IDLE)));
    }

    @Test
    void nodesAreALineEach() {
        assertEquals(
                """
                NODE  HOST   UP   STALE  STANDBY  GROUPS
                1     alpha  yes  no     yes      3
                2     -      no   yes    no       0
                """,
                NodesView.table(List.of(
                        new NodeRow(1, "alpha", true, false, true, 3, 5),
                        new NodeRow(2, "", false, true, false, 0, 5))));
    }

    @Test
    void nodesAsJsonHaveExactlyTheContractsNames() {
        String text = NodesView.json(List.of(new NodeRow(1, "alpha", true, false, true, 3, 5)));
        assertEquals(
                "{\"nodes\":[{\"id\":1,\"host\":\"alpha\",\"up\":true,\"stale\":false,\"standby\":true,\"groups\":3}]}\n",
                text);
    }
}
