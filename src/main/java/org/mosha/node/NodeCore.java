package org.mosha.node;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mosha.cluster.Holding;
import org.mosha.cluster.Member;
import org.mosha.cluster.Quorum;
import org.mosha.config.Cltab;
import org.mosha.config.Hactl;
import org.mosha.decide.ClaimStep;
import org.mosha.decide.CycleTime;
import org.mosha.decide.Decision;
import org.mosha.decide.Memory;
import org.mosha.decide.Observation;
import org.mosha.decide.Plan;
import org.mosha.decide.Planner;
import org.mosha.decide.Reasons;
import org.mosha.decide.TestMarks;
import org.mosha.init.Effect;
import org.mosha.init.LocalInit;
import org.mosha.model.ClStat;
import org.mosha.model.GroupName;
import org.mosha.model.GroupState;
import org.mosha.model.GroupStatus;
import org.mosha.model.NodeId;
import org.mosha.model.ProcessState;
import org.mosha.model.Runlevel;

/**
 * What the node knows and does in its cycles. The node's own thread has it; the others may only call
 * {@link #snapshot}, {@link #cltab} and {@link #reasons}, which read what the last cycle published.
 */
final class NodeCore {
    /** The cycle time never exceeds this, however often groups are contested. */
    private static final Duration LONGEST_CYCLE = Duration.ofSeconds(10);

    /** How often a node says that it lives where there are others. */
    private static final Duration BEAT = Duration.ofMillis(400);

    /** What a cycle published together. */
    private record Published(NodeSnapshot snapshot, Cltab cltab, Observation seen, Plan plan, ClStat own) {}

    private final NodeSetup setup;
    private final Clocks clocks;
    private final long originNanos;
    private final ClusterEngine engine;
    private final Journal journal;
    private final Timers timers;
    private final ConfigDesk config;
    private final LocalInit init;
    private final EffectRunner runner;
    private final Members members;
    private final GroupViews groupViews;
    private final ClusterNews news;
    private final ProcessPort processes;
    private final Fencing fencing;
    private final Lease lease;
    private final Adapters adapters;
    private int rememberedNodes;
    private EngineView view;
    private Memory memory;
    private boolean standby;
    private boolean standbySeen;
    private boolean halting;
    private long cycles;
    private long wakeups;
    private Duration cycleTime;
    private double lastMillis;
    private long cycleDueNanos;
    private volatile Published published;

    NodeCore(
            NodeSetup setup,
            Clocks clocks,
            ClusterEngine engine,
            Adapters adapters,
            Inbox inbox,
            Journal journal,
            EngineView first)
            throws IOException {
        this.setup = setup;
        this.clocks = clocks;
        this.originNanos = clocks.nanos();
        this.engine = engine;
        this.journal = journal;
        this.timers = new Timers(originNanos);
        this.config = new ConfigDesk(journal);
        this.init = new LocalInit(setup.respawn());
        this.adapters = adapters;
        this.processes = adapters.processes(inbox);
        this.fencing = new Fencing(adapters.fence(inbox), journal);
        this.lease = new Lease(setup.sessionTimeout(), adapters, journal);
        this.runner = new EffectRunner(setup.self(), processes, timers, journal, this::epoch);
        this.members = new Members(setup);
        this.groupViews = new GroupViews(init);
        this.news = new ClusterNews(setup.self(), journal);
        this.cycleTime = setup.cycleTime();
        this.memory = Memory.first(
                new Quorum(setup.quorumRatio(), setup.rememberedNodes()), new CycleTime(cycleTime, LONGEST_CYCLE));
        this.rememberedNodes = setup.rememberedNodes();
        see(first);
        cycle(false);
    }

    NodeSnapshot snapshot() {
        return published.snapshot();
    }

    /** The cltab in force as of the last cycle. */
    Cltab cltab() {
        return published.cltab();
    }

    SortedMap<NodeId, String> reasons(GroupName group) {
        Published last = published;
        return last.snapshot().groups().containsKey(group)
                ? Reasons.of(last.seen(), last.plan(), group)
                : Collections.emptySortedMap();
    }

    /** Takes an event; tells whether it calls for a cycle. */
    boolean handle(NodeEvent event) {
        if (event instanceof NodeEvent.OfProcess happened) {
            runner.run(init.on(happened.event(), clocks.nanos()));
        } else if (event instanceof NodeEvent.OfEngine seen) {
            return see(seen.view());
        } else if (event instanceof NodeEvent.Shot shot) {
            memory = memory.withLedger(fencing.shot(shot, memory.ledger(), uptime()));
        } else if (event instanceof NodeEvent.Order order) {
            order.order().run();
        }
        return true;
    }

    /** Fires the timers that are due; tells whether there were any. */
    boolean fireTimers() {
        long now = clocks.nanos();
        boolean fired = false;
        for (var timer = timers.poll(now); timer != null; timer = timers.poll(now)) {
            runner.run(init.on(timer, now));
            fired = true;
        }
        return fired;
    }

    /** Nanoseconds until there is something to do even if nothing happens. */
    long longestWait() {
        long now = clocks.nanos();
        long wait = timers.untilNext(now, Math.max(0, cycleDueNanos - now));
        return isAlone() ? wait : Math.min(BEAT.toNanos(), lease.untilOver(now, wait));
    }

    /** Whether a cycle is due although nothing has happened. */
    boolean isCycleDue() {
        return clocks.nanos() - cycleDueNanos >= 0;
    }

    /** Says that this node lives, and looks whether the others know; to be called at each turn. */
    void beat() {
        Published last = published;
        if (!isAlone()) {
            engine.publish(last.own(), last.plan().view().hastat(), standby);
        }
        if (lease.look(isAlone(), engine.heardNanos(), clocks.nanos())) {
            processes.killAll();
            cycle(true);
        }
    }

    private boolean isAlone() {
        return view.nodes().size() <= 1;
    }

    private Duration uptime() {
        return Duration.ofNanos(clocks.nanos() - originNanos);
    }

    /** How long halting may take until what resists counts as blocked. */
    Duration stopBound() {
        return init.stopBound();
    }

    void standby(boolean on) {
        standby = on;
    }

    void setCycleTime(Duration wanted) {
        cycleTime = wanted;
        memory = memory.withCycleTime(new CycleTime(wanted, LONGEST_CYCLE));
        journal.info("the cycle time is " + wanted.toMillis() / 1000.0 + " s");
    }

    void resetQuorum(int nodes) {
        memory = memory.withQuorum(memory.quorum().reset(nodes));
        journal.warn("the quorum remembers " + nodes + " nodes from now on, by order of the operator");
    }

    void stomith(NodeId node) {
        Member member = published.plan().view().members().get(node);
        if (member != null) {
            memory = memory.withLedger(
                    fencing.shoot(node, member.incarnation(), "by order of the operator", memory.ledger(), uptime()));
        }
    }

    void confirmOff(NodeId node) {
        Member member = published.plan().view().members().get(node);
        if (member != null) {
            memory = memory.withLedger(fencing.confirm(member, memory.ledger(), uptime()));
        }
    }

    /** Tries the fencing of a node; waits, so it is for any thread but the node's. */
    String testFencing(NodeId node) throws Refused {
        return fencing.test(node);
    }

    String simulate() {
        return PlanJson.of(Planner.plan(observe()), setup.quorumRatio());
    }

    /** Stops all groups, for good. */
    void halt(String why) {
        if (!halting) {
            halting = true;
            journal.info("halting all groups: " + why);
        }
        init.status().groups().forEach((name, status) -> runner.run(init.halt(name, why, clocks.nanos())));
    }

    /** Whether nothing of any group lives any more. */
    boolean isHalted() {
        return init.status().groups().values().stream().noneMatch(NodeCore::isActive);
    }

    /** The groups that are not halted, for people. */
    String halted() {
        return String.join(
                ", ",
                init.status().groups().entrySet().stream()
                        .filter(e -> isActive(e.getValue()))
                        .map(e -> e.getKey() + " (" + e.getValue().state() + ")")
                        .toList());
    }

    /** Decides and acts until nothing changes any more by that alone. */
    void cycle(boolean woken) {
        long begin = clocks.nanos();
        cycles++;
        wakeups += woken ? 1 : 0;
        Observation seen = observe();
        Plan plan = Planner.plan(seen);
        if (!halting) {
            for (int i = 0; i < 10 && act(plan); i++) {
                seen = observe();
                plan = Planner.plan(seen);
            }
        }
        memory = plan.after().withLedger(fencing.shoot(plan, plan.after().ledger(), uptime()));
        rememberQuorum();
        lastMillis = (clocks.nanos() - begin) / 1e6;
        publish(seen, plan);
        long now = clocks.nanos();
        cycleDueNanos = now + members.untilExpiry(view, now, plan.longestWait().toNanos());
    }

    private void rememberQuorum() {
        int nodes = memory.quorum().remembered();
        if (nodes != rememberedNodes) {
            rememberedNodes = nodes;
            adapters.remember(nodes);
        }
    }

    /** Takes what the engine sees; tells whether there is more to it than heartbeats. */
    private boolean see(EngineView seen) {
        boolean calls =
                view == null || !view.sameButHeartbeats(seen) || Members.anyBack(view, seen, setup, clocks.nanos());
        view = seen;
        if (seen.standby() != standbySeen) {
            standbySeen = seen.standby();
            standby = standbySeen;
        }
        news.engine(seen);
        if (config.cltab(seen.cltab())) {
            memory = memory.withMarks(TestMarks.none());
            runner.run(init.configure(config.keeper().cltab(), clocks.nanos()));
        }
        config.hactl(seen.hactl());
        return calls;
    }

    private Observation observe() {
        ClStat own = init.status();
        Hactl hactl = config.keeper().hactl();
        Map<GroupName, Runlevel> wanted = new HashMap<>();
        Map<GroupName, List<NodeId>> preferred = new HashMap<>();
        hactl.wishes().forEach((name, wish) -> {
            wanted.put(name, wish.level());
            preferred.put(name, wish.prefer());
        });
        return new Observation(
                uptime(),
                setup.self(),
                members.of(view, own, standby, lease.isOver(), clocks.nanos()),
                Members.claims(view),
                wanted,
                preferred,
                obstacles(hactl),
                testNotes(own),
                setup.plan(),
                memory,
                cycles);
    }

    private Map<GroupName, String> obstacles(Hactl hactl) {
        Map<GroupName, String> obstacles = new HashMap<>();
        List<EngineView.Sighting> possible = members.notOver(view, clocks.nanos());
        for (GroupName name : hactl.wishes().keySet()) {
            if (!config.keeper().cltab().groups().contains(name)) {
                obstacles.put(name, "cltab does not have it");
            } else {
                Doubts.about(name, possible, setup.self()).ifPresent(doubt -> obstacles.put(name, doubt));
            }
        }
        return obstacles;
    }

    private Map<GroupName, String> testNotes(ClStat own) {
        Map<GroupName, String> notes = new HashMap<>();
        own.groups().forEach((name, status) -> {
            if (status.is(GroupState.FAILED)) {
                init.processes(name).stream()
                        .filter(p -> p.state() == ProcessState.FAILED)
                        .findFirst()
                        .ifPresent(p -> notes.put(name, p.entry().tag() + " " + p.note()));
            }
        });
        return notes;
    }

    /** Carries a plan out; tells whether that changed this node's own status. */
    private boolean act(Plan plan) {
        ClStat before = init.status();
        memory = plan.after();
        for (Decision decision : plan.decisions()) {
            boolean stop = decision.tell().equals(Optional.of(Runlevel.STOP));
            if (decision.claim() == ClaimStep.TAKE) {
                take(decision.group(), plan.view().holding(decision.group()));
            }
            if (decision.tell().isPresent() && (stop || decision.claim() != ClaimStep.TAKE)) {
                tell(decision);
            }
        }
        giveBack(plan);
        return !init.status().equals(before);
    }

    private void take(GroupName group, Holding holding) {
        long over =
                holding instanceof Holding.Takeable takeable ? takeable.claim().epoch() : 0;
        engine.claim(group, over);
    }

    private void tell(Decision decision) {
        Runlevel level = decision.tell().orElseThrow();
        List<Effect> effects = init.tell(decision.group(), level, decision.why(), clocks.nanos());
        if (!effects.isEmpty()) {
            journal.info(
                    decision.group() + ": " + decision.rule() + ", to level " + level + " (" + decision.why() + ")");
        }
        runner.run(effects);
    }

    /** Releases the claims of groups of which nothing lives here any more. */
    private void giveBack(Plan plan) {
        SortedMap<GroupName, GroupStatus> own = init.status().groups();
        view.claims().forEach((group, claim) -> {
            boolean idle = !own.containsKey(group) || !isActive(own.get(group));
            Plan.GroupPlan planned = plan.groups().get(group);
            boolean coming = planned != null
                    && planned.tell()
                            .filter(level -> !level.equals(Runlevel.STOP))
                            .isPresent();
            if (claim.ours() && idle && !coming) {
                engine.release(group);
            }
        });
    }

    private static boolean isActive(GroupStatus status) {
        boolean stopped = status.level().equals(Runlevel.STOP) && status.is(GroupState.DONE);
        return !stopped && !status.is(GroupState.CONFIGURED);
    }

    private long epoch(GroupName group) {
        EngineView.ClaimSeen claim = view.claims().get(group);
        return claim == null ? 0 : claim.epoch();
    }

    private void publish(Observation seen, Plan plan) {
        ClStat own = init.status();
        engine.publish(own, plan.view().hastat(), standby);
        news.plan(plan);
        NodeSnapshot snapshot = snapshot(plan);
        published = new Published(snapshot, config.keeper().cltab(), seen, plan, own);
        adapters.publish(snapshot);
    }

    private NodeSnapshot snapshot(Plan plan) {
        Map<GroupName, String> reasons = new HashMap<>();
        plan.groups().forEach((name, group) -> reasons.put(name, group.why()));
        SortedMap<NodeId, MemberView> nodes = new TreeMap<>();
        plan.view().members().values().forEach(m -> nodes.put(m.id(), MemberView.of(m, plan.view(), setup)));
        return new NodeSnapshot(
                setup.self(),
                engine.name(),
                view.connected(),
                standby,
                nodes,
                groupViews.make(
                        plan.view(),
                        config.keeper().cltab(),
                        config.keeper().hactl(),
                        reasons,
                        clocks.wall().toEpochMilli()),
                plan.view().hastat(),
                new NodeSnapshot.QuorumView(
                        plan.quorum().quorate(),
                        plan.quorum().visible(),
                        plan.quorum().after().remembered(),
                        plan.quorum().required(),
                        setup.quorumRatio()),
                new NodeSnapshot.CycleView(cycleTime.toMillis() / 1000.0, lastMillis, cycles, wakeups),
                fencing.view(plan),
                Stream.concat(config.keeper().problems().stream(), news.warnings(view).stream())
                        .limit(1000)
                        .toList());
    }
}
