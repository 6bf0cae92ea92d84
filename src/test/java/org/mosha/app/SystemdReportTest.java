package org.mosha.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.mosha.config.Mode;
import org.mosha.model.GroupName;
import org.mosha.model.GroupState;
import org.mosha.model.GroupStatus;
import org.mosha.model.HaStat;
import org.mosha.model.NodeId;
import org.mosha.model.ProcessState;
import org.mosha.model.Runlevel;
import org.mosha.model.Tag;
import org.mosha.node.GroupView;
import org.mosha.node.NodeSnapshot;
import org.mosha.node.ProcessView;

class SystemdReportTest {
    private static final Runlevel START = new Runlevel("start");

    private static GroupView group(String name, int node, ProcessState state) {
        return new GroupView(
                new GroupName(name),
                START,
                Optional.of(new NodeId(node)),
                Optional.of(GroupStatus.of(START, GroupState.HALTING)),
                node == 1,
                true,
                0,
                0,
                1,
                "",
                List.of(new ProcessView(
                        new Tag(name + "-run"), "start", Mode.RESPAWN, state, 4711, OptionalInt.empty(), 0, "")));
    }

    private static NodeSnapshot with(GroupView... views) {
        TreeMap<GroupName, GroupView> groups = new TreeMap<>();
        for (GroupView view : views) {
            groups.put(view.name(), view);
        }
        return new NodeSnapshot(
                new NodeId(1),
                "directory",
                true,
                false,
                new TreeMap<>(),
                groups,
                new HaStat(new TreeMap<>()),
                new NodeSnapshot.QuorumView(true, 2, 2, 1, 0.6),
                new NodeSnapshot.CycleView(1, 1, 1, 1),
                new NodeSnapshot.FenceView("", 0, 0, Optional.empty(), "", new TreeSet<>()),
                new NodeSnapshot.PauseView(0, 0, 0),
                true,
                List.of());
    }

    @Test
    void itNamesTheGroupsThatAreStillHere() {
        NodeSnapshot snapshot = with(
                group("db", 1, ProcessState.STOPPING),
                group("mail", 2, ProcessState.RUNBG),
                group("web", 1, ProcessState.STOPPING));
        assertEquals("stopping: db, web", SystemdReport.stopping(snapshot));
    }

    @Test
    void whatIsStoppedInItsOwnTimeGetsIt() {
        assertTrue(SystemdReport.needsMore(with(group("db", 1, ProcessState.STOPPING))));
    }

    @Test
    void whatCannotBeKilledIsNotWaitedForInVain() {
        assertFalse(SystemdReport.needsMore(
                with(group("db", 1, ProcessState.STOPPING), group("web", 1, ProcessState.BLOCKED))));
    }

    @Test
    void whatIsBlockedElsewhereIsNotThisNodesBusiness() {
        assertTrue(SystemdReport.needsMore(
                with(group("db", 1, ProcessState.STOPPING), group("web", 2, ProcessState.BLOCKED))));
    }
}
