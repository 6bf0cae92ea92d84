package org.mosha.node;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mosha.decide.Plan;
import org.mosha.init.LocalInit;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;

/** Makes what the outside sees at the end of a cycle. */
final class SnapshotMaker {
    private final NodeSetup setup;
    private final String engine;
    private final ConfigKeeper config;
    private final Halting halting;
    private final StandingBy standingBy;
    private final Fencing fencing;
    private final GroupViews groups;
    private final OpenProblems problems;

    SnapshotMaker(
            NodeSetup setup,
            String engine,
            LocalInit init,
            ConfigKeeper config,
            Halting halting,
            StandingBy standingBy,
            Fencing fencing) {
        this.setup = setup;
        this.engine = engine;
        this.config = config;
        this.halting = halting;
        this.standingBy = standingBy;
        this.fencing = fencing;
        this.groups = new GroupViews(init);
        this.problems = new OpenProblems(config, standingBy);
    }

    NodeSnapshot make(
            Plan plan, EngineView view, NodeSnapshot.CycleView cycle, NodeSnapshot.PauseView pauses, long wallMillis) {
        Map<GroupName, String> reasons = new HashMap<>();
        plan.groups().forEach((name, group) -> reasons.put(name, view.explain(halting.reason(group))));
        SortedMap<NodeId, MemberView> nodes = new TreeMap<>();
        plan.view().members().values().forEach(m -> nodes.put(m.id(), MemberView.of(m, plan.view(), setup)));
        return new NodeSnapshot(
                setup.self(),
                engine,
                view.connected(),
                standingBy.isOrdered(),
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
                fencing.view(plan),
                pauses,
                standingBy.unguarded().isEmpty(),
                problems.of(view));
    }
}
