package org.mosha.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.management.JMX;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mosha.config.Mode;
import org.mosha.config.Problem;
import org.mosha.model.GroupName;
import org.mosha.model.GroupState;
import org.mosha.model.GroupStatus;
import org.mosha.model.HaStat;
import org.mosha.model.NodeId;
import org.mosha.model.ProcessState;
import org.mosha.model.Tag;
import org.mosha.node.GroupView;
import org.mosha.node.NodeSnapshot;
import org.mosha.node.ProcessView;

/** What the plain twins of tables and arrays say. */
class LinesTest {
    private static final GroupName WEB = new GroupName("web");

    private final OpenBeans open = new OpenBeans();
    private final ClusterMXBean cluster = JMX.newMXBeanProxy(open.server, BeanNames.CLUSTER, ClusterMXBean.class);

    @Test
    void whyTheFilesAreRefusedIsTheFirstErrorInOneLine() {
        Problem odd = Problem.warning("cltab", 3, "odd");
        Problem bad = Problem.error("cltab", 4, "bad");
        assertEquals(Optional.empty(), Lines.refusal(List.of(odd, Problem.error("guard", 0, "there is none"))));
        assertEquals(Optional.of("cltab:4: error: bad"), Lines.refusal(List.of(odd, bad)));
        assertEquals(
                Optional.of("cltab:4: error: bad (and 1 more: see ConfigProblems)"),
                Lines.refusal(List.of(odd, bad, Problem.error("hactl", 1, "worse"))));
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void theSummaryNamesWhatIsNotAsItShouldBe() {
        assertEquals(
                "quorate; 1 of 2 nodes up (not 2); 1 of 1 wanted groups run; 2 problems in cltab, hactl or settings",
                cluster.getSummary());
    }

    @Test
    void theSummaryAndTheGroupTellOfAConflictAndOfAGroupThatIsMissing() {
        GroupStatus done = GroupStatus.of(SampleNode.START, GroupState.DONE);
        show(
                Map.of(WEB, SampleNode.web(), new GroupName("db"), wantedButNowhere("db")),
                Map.of(WEB, new TreeMap<>(Map.of(SampleNode.ONE, done, SampleNode.TWO, done))));
        assertEquals(
                "NO QUORUM; 1 of 1 nodes up; 1 of 2 wanted groups run (not db); CONFLICT: web on 1, 2;"
                        + " this node is in standby; the directory engine does not work",
                cluster.getSummary());
        assertEquals(1, cluster.getConflictGroupCount());
        ResourceGroupMXBean web = JMX.newMXBeanProxy(open.server, BeanNames.group("web"), ResourceGroupMXBean.class);
        assertEquals(2, web.getInstanceCount());
        assertTrue(web.isInConflict());
        assertEquals(
                List.of("db: nowhere, wanted start: its test failed", "web: start DONE on node 1: runs on node 1"),
                List.of(cluster.getGroupLines()));
    }

    @Test
    void theStatusTextHasALineEachGroupNodeAndProblem() {
        assertEquals(
                List.of(
                        cluster.getSummary(),
                        "web: start DONE on node 1: runs on node 1",
                        "node 1 (host1): up, 1 group, seen 1.5 s ago",
                        "node 2 (host2): down, stale, standby, 1 group, seen 1.5 s ago",
                        "cltab:3: warning: odd",
                        "hactl:1: error: bad"),
                cluster.getStatusText().lines().toList());
    }

    @Test
    void entriesAndHistoryAndPendingNodesAreLines() {
        ResourceGroupMXBean web = JMX.newMXBeanProxy(open.server, BeanNames.group("web"), ResourceGroupMXBean.class);
        assertEquals(
                List.of(
                        "prep: DONE, wait at start, last exit code 0",
                        "httpd: RUNBG, pid 4711, respawn at start, 3 respawns"),
                List.of(web.getProcessLines()));
        assertEquals(
                List.of(cluster.getHistoryLines()),
                cluster.getHistoryText().lines().toList());
        assertEquals(3, cluster.getHistoryLines().length);
        StomithMXBean stomith = JMX.newMXBeanProxy(open.server, BeanNames.STOMITH, StomithMXBean.class);
        assertEquals("2", stomith.getPendingNodes());
    }

    private static GroupView wantedButNowhere(String name) {
        return new GroupView(
                new GroupName(name),
                SampleNode.START,
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                0,
                0,
                0,
                "its test failed",
                List.of());
    }

    @Test
    void theExitCodeOfAnEntryIsToldOnce() {
        assertEquals("a: DONE, once at start, exit code 3", entry(OptionalInt.of(3), "exit code 3"));
        assertEquals("a: DONE, once at start, last exit code 3", entry(OptionalInt.of(3), ""));
        assertEquals(
                "a: DONE, once at start, last exit code 130, timed out after 2 s",
                entry(OptionalInt.of(130), "timed out after 2 s"));
    }

    private static String entry(OptionalInt exitCode, String note) {
        return Lines.process(
                new ProcessView(new Tag("a"), "start", Mode.ONCE, ProcessState.DONE, 0, exitCode, 0, note));
    }

    private void show(Map<GroupName, GroupView> groups, Map<GroupName, SortedMap<NodeId, GroupStatus>> hastat) {
        NodeSnapshot plain = SampleNode.with(groups, List.of(SampleNode.ONE));
        NodeSnapshot bad = new NodeSnapshot(
                plain.self(),
                plain.engine(),
                false,
                true,
                plain.nodes(),
                plain.groups(),
                new HaStat(new TreeMap<>(hastat)),
                new NodeSnapshot.QuorumView(false, 1, 3, 2, 0.6),
                plain.cycle(),
                new NodeSnapshot.FenceView("", 0, 0, Optional.empty(), "", new TreeSet<>()),
                plain.pauses(),
                plain.guarded(),
                List.of());
        open.node.show(bad);
        open.beans.update(bad);
    }
}
