package org.mosha.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosha.cluster.Freshness;
import org.mosha.cluster.Member;
import org.mosha.cluster.Quorum;
import org.mosha.config.Cltab;
import org.mosha.config.Hactl;
import org.mosha.decide.CycleTime;
import org.mosha.decide.Memory;
import org.mosha.decide.Observation;
import org.mosha.decide.Plan;
import org.mosha.decide.Planner;
import org.mosha.decide.TestMarks;
import org.mosha.fence.FenceLedger;
import org.mosha.fence.StomithRule;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;

/**
 * What a node would decide on what an engine shows, without a daemon. The files tell nothing of the daemon's own
 * memory, so one is taken that has run for some minutes and has seen the files as they are all the time: its first
 * minutes without STOMITH are over, and each node's turn to take a free group has come.
 */
public final class Simulation {
    private static final Duration UPTIME = StomithRule.GRACE.multipliedBy(2);
    private static final Duration LONGEST_CYCLE = Duration.ofSeconds(10);

    private final NodeSetup setup;
    private final EngineView view;
    private final Optional<Cltab> cltab;
    private final Hactl hactl;

    private Simulation(NodeSetup setup, EngineView view) {
        this.setup = setup;
        this.view = view;
        this.cltab = view.cltab()
                .text()
                .map(text -> Cltab.parse(view.cltab().file(), text).value());
        this.hactl = view.hactl()
                .text()
                .map(text -> Hactl.parse(view.hactl().file(), text).value())
                .orElse(Hactl.EMPTY);
    }

    /**
     * Plans one cycle.
     *
     * @param setup the settings, and which node it is
     * @param view what the engine shows; without a cltab, each group counts as one that can be run
     * @return the plan
     */
    public static Plan plan(NodeSetup setup, EngineView view) {
        return Planner.plan(new Simulation(setup, view).observe());
    }

    private Observation observe() {
        Map<GroupName, Runlevel> wanted = new HashMap<>();
        Map<GroupName, List<NodeId>> preferred = new HashMap<>();
        Map<GroupName, Duration> openSince = new HashMap<>();
        hactl.wishes().forEach((name, wish) -> {
            wanted.put(name, wish.level());
            preferred.put(name, wish.prefer());
            openSince.put(name, Duration.ZERO);
        });
        CycleTime cycle = new CycleTime(setup.cycleTime(), LONGEST_CYCLE);
        Quorum quorum = Quorum.fresh(setup.quorumRatio());
        return new Observation(
                UPTIME,
                setup.self(),
                members(),
                Members.claims(view, new OwnClaims()),
                wanted,
                preferred,
                obstacles(),
                Map.of(),
                setup.plan(),
                new Memory(quorum, cycle, openSince, Map.of(), TestMarks.none(), FenceLedger.empty()),
                1);
    }

    private List<Member> members() {
        List<Member> members = new ArrayList<>();
        view.nodes().values().forEach(seen -> members.add(member(seen)));
        view.claims().values().stream()
                .map(EngineView.ClaimSeen::node)
                .distinct()
                .filter(owner -> !view.nodes().containsKey(owner))
                .forEach(owner -> members.add(Members.unknown(owner)));
        return members;
    }

    /** Files cannot tell a session; a node that is up counts as one that runs Mosha, as in the original. */
    private Member member(Sighting seen) {
        Duration age = seen.contact().firstAge();
        return new Member(
                seen.node(),
                seen.host(),
                seen.life().incarnation(),
                seen.up(),
                seen.up(),
                seen.report().standby(),
                age,
                Freshness.isStale(age, setup.timeout()),
                Member.Session.UNKNOWN,
                seen.report().status(),
                seen.report().damaged());
    }

    private Map<GroupName, String> obstacles() {
        Map<GroupName, String> obstacles = new HashMap<>();
        for (GroupName name : hactl.wishes().keySet()) {
            if (cltab.isPresent() && !cltab.get().groups().contains(name)) {
                obstacles.put(name, Observation.NOT_IN_CLTAB);
            } else {
                Doubts.about(name, view.nodes().values(), setup.self()).ifPresent(doubt -> obstacles.put(name, doubt));
            }
        }
        return obstacles;
    }
}
