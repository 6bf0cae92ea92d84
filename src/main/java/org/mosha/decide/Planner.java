package org.mosha.decide;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mosha.cluster.ClusterView;
import org.mosha.cluster.Holding;
import org.mosha.cluster.Member;
import org.mosha.cluster.Quorum;
import org.mosha.fence.FenceLedger;
import org.mosha.fence.StomithList;
import org.mosha.fence.Suspect;
import org.mosha.model.GroupName;
import org.mosha.model.GroupStatus;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;

/**
 * One cycle's thinking: quorum, cluster view, fencing, then a decision for each group in sorted order. Pure: the daemon,
 * {@code simulate} and the tests all run exactly this. An instance serves one cycle.
 */
public final class Planner {
    private final Observation seen;
    private final PlanSettings settings;
    private final Draws draws;
    private final FenceLedger ledger;
    private final ClusterView view;
    private final Quorum.Outcome quorum;
    private final Facts.Self node;
    private final Placement placement;
    private final Remembering remembering;
    private final int upNodes;

    private Planner(Observation seen) {
        this.seen = seen;
        this.settings = seen.settings();
        this.draws = new Draws(seen.seed());
        FenceLedger known = seen.memory().ledger().withoutReturned(seen.members(), seen.now());
        this.view = ClusterView.of(
                seen.self(), seen.members(), seen.claims(), settings.fencing(), known.results(seen.members()));
        this.ledger = known.lost(StomithList.lost(view, settings.stomith(), seen.now()), seen.now());
        // whichever way a node's loss is noticed, that takes no longer than the time-out
        Duration settled = settings.stomith().timeout();
        this.quorum = seen.memory().quorum().next(view.visible(), seen.now(), settled);
        this.node = new Facts.Self(loss(), view.me().standby(), view.unreadable());
        this.placement = Eligibility.placement(view);
        this.remembering = new Remembering(seen);
        this.upNodes = view.upNodes().size();
    }

    /**
     * Thinks one cycle through.
     *
     * @param seen everything that is known
     * @return what to do, why, how long to wait, and what to remember
     */
    public static Plan plan(Observation seen) {
        return new Planner(seen).plan();
    }

    private Plan plan() {
        List<Suspect> suspects = StomithList.of(view, settings.stomith(), seen.now(), quorum.quorate(), ledger);
        SortedSet<GroupName> names = new TreeSet<>(view.hastat().groups().keySet());
        names.addAll(seen.wanted().keySet());
        SortedMap<GroupName, Plan.GroupPlan> groups = new TreeMap<>();
        CycleTime cycle = seen.memory().cycleTime();
        Duration soonest = null;
        for (GroupName name : names) {
            Plan.GroupPlan group = plan(name);
            groups.put(name, group);
            Decision decision = group.decision();
            cycle = cycle.next(decision.pace(), upNodes, draws.of(name));
            soonest = sooner(soonest, decision.lookAgain());
        }
        for (Suspect suspect : suspects) {
            soonest = sooner(soonest, suspect.lookAgain());
        }
        Duration wait = soonest == null || soonest.compareTo(cycle.current()) > 0 ? cycle.current() : soonest;
        Memory after = remembering.after(quorum.after(), cycle, ledger);
        return new Plan(seen.self(), List.copyOf(view.upNodes()), quorum, suspects, groups, wait, after, view);
    }

    private Plan.GroupPlan plan(GroupName name) {
        SortedMap<NodeId, GroupStatus> instances = view.instances(name);
        Runlevel wanted = seen.wanted().get(name);
        Metrics metrics = Metrics.of(seen.self(), instances, wanted);
        Holding holding = view.holding(name);
        Optional<Placement.Standing> standing = standing(name, metrics, holding);
        Facts facts = new Facts(
                name,
                metrics,
                Optional.ofNullable(wanted),
                Optional.ofNullable(instances.get(seen.self())),
                others(instances, metrics),
                holding,
                node,
                Optional.ofNullable(seen.obstacles().get(name)),
                metrics.needplan() ? remembering.hold(name) : Optional.empty(),
                standing.map(s -> turn(name, s)).orElse(Turn.NOBODYS));
        Decision decision = Decider.decide(facts);
        remembering.note(facts, decision, draws.of(name));
        return new Plan.GroupPlan(metrics, decision, standing.flatMap(Placement.Standing::best));
    }

    /**
     * A group that is free to be taken: counts for its best node, and its time runs. One that cannot be run here yet, such as
     * a new one whose cltab is still to come, is not: when it can be, the time of the turns begins here as elsewhere.
     */
    private Optional<Placement.Standing> standing(GroupName name, Metrics metrics, Holding holding) {
        boolean possible = !seen.obstacles().containsKey(name);
        if (!possible || !metrics.needplan() || !NeedPlan.isOpen(node, holding)) {
            return Optional.empty();
        }
        List<NodeId> preferred = seen.preferred().getOrDefault(name, List.of());
        Set<NodeId> marked = seen.memory().marks().holding(name, seen.now());
        return Optional.of(placement.place(name, preferred, marked));
    }

    private Turn turn(GroupName name, Placement.Standing standing) {
        Duration open = remembering.open(name);
        return switch (settings.placement()) {
            case RANKED -> Turn.byRank(standing, settings.step(), open, silence(standing));
            case RANDOM -> Turn.byChance(draws.of(name), upNodes, settings.balance());
        };
    }

    private Duration silence(Placement.Standing standing) {
        return standing.best().map(view.members()::get).map(Member::age).orElse(Duration.ZERO);
    }

    private Optional<String> loss() {
        if (view.me().session().hasExpired()) {
            return Optional.of("this node's session has expired");
        }
        return quorum.quorate()
                ? Optional.empty()
                : Optional.of("no quorum: nodes seen " + quorum.visible() + ", needed " + quorum.required());
    }

    private SortedMap<NodeId, GroupStatus> others(SortedMap<NodeId, GroupStatus> instances, Metrics metrics) {
        if (!metrics.islocal()) {
            return instances;
        }
        SortedMap<NodeId, GroupStatus> others = new TreeMap<>(instances);
        others.remove(seen.self());
        return others;
    }

    private static Duration sooner(Duration soonest, Optional<Duration> other) {
        return other.isPresent() && (soonest == null || other.get().compareTo(soonest) < 0) ? other.get() : soonest;
    }
}
