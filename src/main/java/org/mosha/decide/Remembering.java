package org.mosha.decide;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosha.cluster.Quorum;
import org.mosha.fence.FenceLedger;
import org.mosha.model.GroupName;
import org.mosha.model.GroupState;
import org.mosha.model.GroupStatus;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;

/** Collects, during one cycle, what the next one has to know. */
final class Remembering {
    private final Observation seen;
    private final Memory before;
    private final Duration now;
    private final Map<GroupName, Duration> openSince = new HashMap<>();
    private final Map<GroupName, Duration> backOffUntil = new HashMap<>();
    private final Map<GroupName, Map<NodeId, String>> failures = new HashMap<>();
    private final List<GroupName> settled = new ArrayList<>();

    Remembering(Observation seen) {
        this.seen = seen;
        this.before = seen.memory();
        this.now = seen.now();
        before.backOffUntil().forEach((group, until) -> {
            if (until.compareTo(now) > 0) {
                backOffUntil.put(group, until);
            }
        });
    }

    /** Notes that a group is free to be taken; tells for how long it has been. */
    Duration open(GroupName group) {
        Duration since = before.openSince().getOrDefault(group, now);
        openSince.put(group, since);
        return now.minus(since);
    }

    /** What keeps this node from planning a group for some time. */
    Optional<Facts.Hold> hold(GroupName group) {
        Optional<TestMark> mark = before.marks().mark(group, seen.self()).filter(m -> m.holds(now));
        if (mark.isPresent()) {
            return Optional.of(
                    new Facts.Hold(mark.get().until().minus(now), mark.get().text(now)));
        }
        return Optional.ofNullable(backOffUntil.get(group)).map(until -> NeedPlan.backOff(until.minus(now)));
    }

    void note(Facts facts, Decision decision, double draw) {
        if (decision.pace() == Pace.BACKOFF) {
            backOffUntil.put(facts.group(), now.plus(CycleTime.backOff(draw)));
        }
        facts.others().forEach((node, status) -> look(facts, node, status));
        facts.local().ifPresent(status -> look(facts, seen.self(), status));
    }

    Memory after(Quorum quorum, CycleTime cycle, FenceLedger ledger) {
        TestMarks marks =
                before.marks().without(settled).failed(failures, seen.settings().testMark(), now);
        return new Memory(quorum, cycle, openSince, backOffUntil, marks, ledger);
    }

    private void look(Facts facts, NodeId node, GroupStatus status) {
        boolean atWanted = facts.wanted().filter(status.level()::equals).isPresent();
        boolean failed = status.is(GroupState.FAILED);
        if (failed && (atWanted || status.level().equals(Runlevel.TEST))) {
            fail(facts.group(), node);
        } else if (atWanted && status.isSettled()) {
            settled.add(facts.group());
        }
    }

    /** One failure is seen in several cycles, but no new try is made before the mark expires. */
    private void fail(GroupName group, NodeId node) {
        if (before.marks().mark(group, node).filter(m -> m.holds(now)).isEmpty()) {
            String note = node.equals(seen.self()) ? seen.testNotes().getOrDefault(group, "") : "";
            failures.computeIfAbsent(group, g -> new HashMap<>()).put(node, note);
        }
    }
}
