package org.mosha.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mosha.config.Problem;
import org.mosha.decide.Plan;
import org.mosha.init.LocalInit;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;

/** Makes what the outside sees at the end of a cycle. */
final class SnapshotMaker {
    /** A damaged file may have a problem a line. */
    private static final int MOST_PROBLEMS = 1000;

    private final NodeSetup setup;
    private final String engine;
    private final ConfigKeeper config;
    private final Halting halting;
    private final GroupViews groups;

    SnapshotMaker(NodeSetup setup, String engine, LocalInit init, ConfigKeeper config, Halting halting) {
        this.setup = setup;
        this.engine = engine;
        this.config = config;
        this.halting = halting;
        this.groups = new GroupViews(init);
    }

    NodeSnapshot make(
            Plan plan,
            EngineView view,
            boolean standby,
            NodeSnapshot.CycleView cycle,
            NodeSnapshot.FenceView fence,
            NodeSnapshot.PauseView pauses,
            Optional<String> unguarded,
            List<Problem> warnings,
            long wallMillis) {
        Map<GroupName, String> reasons = new HashMap<>();
        plan.groups().forEach((name, group) -> reasons.put(name, view.explain(halting.reason(group))));
        SortedMap<NodeId, MemberView> nodes = new TreeMap<>();
        plan.view().members().values().forEach(m -> nodes.put(m.id(), MemberView.of(m, plan.view(), setup)));
        return new NodeSnapshot(
                setup.self(),
                engine,
                view.connected(),
                standby,
                nodes,
                groups.make(plan.view(), config.cltab(), config.hactl(), reasons, wallMillis),
                plan.view().hastat(),
                new NodeSnapshot.QuorumView(
                        plan.quorum().quorate() && !plan.view().me().session().hasExpired(),
                        plan.quorum().visible(),
                        plan.quorum().after().remembered(),
                        plan.quorum().after().required(),
                        setup.quorumRatio()),
                cycle,
                fence,
                pauses,
                unguarded.isEmpty(),
                Stream.of(config.problems().stream(), unguarded.stream().map(SnapshotMaker::noGuard), warnings.stream())
                        .flatMap(problems -> problems)
                        .limit(MOST_PROBLEMS)
                        .toList());
    }

    private static Problem noGuard(String why) {
        return Problem.error("guard", 0, "there is none, so this node runs nothing: " + why);
    }
}
