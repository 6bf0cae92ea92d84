package org.mosha.node;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import org.mosha.cluster.Member;
import org.mosha.cluster.Quorum;
import org.mosha.config.Cltab;
import org.mosha.decide.CycleTime;
import org.mosha.decide.Memory;
import org.mosha.decide.Observation;
import org.mosha.decide.Plan;
import org.mosha.decide.Planner;
import org.mosha.decide.Reasons;
import org.mosha.decide.TestMarks;
import org.mosha.init.LocalInit;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;

/**
 * What the node knows and does in its cycles. The node's own thread has it; the others may only call
 * {@link #snapshot}, {@link #cltab} and {@link #reasons}, which read what the last cycle published.
 */
final class NodeCore {
    /** The cycle time never exceeds this, however often groups are contested. */
    private static final Duration LONGEST_CYCLE = Duration.ofSeconds(10);

    /** How long a cycle waits at least where nothing happens and nobody else is there. */
    private static final Duration STILL_CYCLE = Duration.ofSeconds(3);

    /** How often a node says that it lives where there are others. */
    private static final Duration BEAT = Duration.ofMillis(400);

    /** What a cycle published together. */
    private record Published(NodeSnapshot snapshot, Cltab cltab, Observation seen, Plan plan) {}

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
    private final Observing observing;
    private final Acting acting;
    private final SnapshotMaker snapshots;
    private final ClusterNews news;
    private final ProcessPort processes;
    private final Fencing fencing;
    private final Lease lease;
    private final OwnClaims ownClaims = new OwnClaims();
    private final Adapters adapters;
    private final Pacing pacing = new Pacing();
    private final Pauses pauses;
    private int rememberedNodes;
    private EngineView view;
    private Memory memory;
    private boolean standby;
    private Optional<String> unguarded = Optional.empty();
    private boolean standbySeen;
    private boolean halting;
    private boolean still;
    private long saidNanos;
    private long cycles;
    private long wakeups;
    private Duration cycleTime;
    private double lastMillis;
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
        this.fencing = new Fencing(setup, adapters.fence(inbox), engine, journal);
        this.pauses = new Pauses(NodeSetup.localDeadline(setup.sessionTimeout()), journal);
        this.lease = new Lease(setup.sessionTimeout(), setup.loneSession(), adapters, journal);
        this.runner = new EffectRunner(setup.self(), processes, timers, journal, this::epoch);
        this.members = new Members(setup);
        this.observing = new Observing(setup, init, config.keeper(), members, ownClaims);
        this.acting = new Acting(init, runner, engine, ownClaims, journal, clocks);
        this.snapshots = new SnapshotMaker(setup, engine.name(), init, config.keeper());
        this.news = new ClusterNews(setup.self(), journal);
        this.cycleTime = setup.cycleTime();
        this.memory = Memory.first(
                new Quorum(setup.quorumRatio(), setup.rememberedNodes()), new CycleTime(cycleTime, LONGEST_CYCLE));
        this.rememberedNodes = setup.rememberedNodes();
        this.standby = setup.votesOnly();
        see(first);
        cycle(false);
        pacing.done(originNanos, clocks.nanos());
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
        GroupView shown = last.snapshot().groups().get(group);
        if (shown == null) {
            return Collections.emptySortedMap();
        }
        SortedMap<NodeId, String> reasons = Reasons.of(last.seen(), last.plan(), group);
        if (last.plan().groups().containsKey(group)) {
            // what is the matter with its entries here, or with the engine, is only shown there
            reasons.put(setup.self(), shown.why());
        }
        return reasons;
    }

    /** Takes an event; heartbeats of others alone are nothing to think about. */
    void handle(NodeEvent event) {
        if (event instanceof NodeEvent.OfProcess happened) {
            pacing.happened(false, clocks.nanos());
            runner.run(init.on(happened.event(), clocks.nanos()));
        } else if (event instanceof NodeEvent.OfEngine seen) {
            if (see(seen.view())) {
                pacing.happened(true, clocks.nanos());
            }
        } else if (event instanceof NodeEvent.Shot shot) {
            pacing.happened(true, clocks.nanos());
            memory = memory.withLedger(fencing.shot(shot, memory.ledger(), uptime()));
        } else if (event instanceof NodeEvent.Order order) {
            pacing.happened(true, clocks.nanos());
            order.order().run();
        }
    }

    void fireTimers() {
        long now = clocks.nanos();
        for (var timer = timers.poll(now); timer != null; timer = timers.poll(now)) {
            runner.run(init.on(timer, now));
            pacing.happened(false, now);
        }
    }

    /** Nanoseconds until there is something to do even if nothing happens. */
    long longestWait() {
        long now = clocks.nanos();
        long wait = timers.untilNext(now, pacing.untilNext(longestCycle(), now));
        return Math.min(beatNanos(), lease.untilOver(now, wait));
    }

    /** Does a cycle if it is time for one; tells whether it did. */
    boolean cycleWhenDue() {
        long now = clocks.nanos();
        boolean woken = pacing.isWoken(now);
        if (!woken && !pacing.isOver(longestCycle(), now)) {
            return false;
        }
        if (woken || !still) {
            cycle(woken);
        } else {
            rest();
        }
        pacing.done(now, clocks.nanos());
        return true;
    }

    private long longestCycle() {
        long wait = published.plan().longestWait().toNanos();
        return still ? Math.max(STILL_CYCLE.toNanos(), wait) : wait;
    }

    /** Looks whether the others know that this node lives, and says so; to be called at each turn. */
    void beat() {
        keepLease();
        if (!isAlone() || !lease.isLong() || clocks.nanos() - saidNanos >= beatNanos()) {
            say(published.plan());
        }
    }

    /** How often this node says that it lives. */
    private long beatNanos() {
        Duration rare = setup.loneSession().dividedBy(8);
        boolean mayRest = isAlone() && lease.isLong() && rare.compareTo(BEAT) > 0;
        return (mayRest ? rare : BEAT).toNanos();
    }

    private void say(Plan plan) {
        saidNanos = clocks.nanos();
        lease.said(saidNanos);
        engine.publish(init.status(), plan.view().hastat(), standsBy(), lease.wanted());
    }

    /**
     * Looks whether this node may still run groups, and kills them if not. To be called before anything else is done in
     * a turn as well: a daemon that was frozen must not act on what it knew before, nor say that it lives.
     */
    void keepLease() {
        if (lease.look(isAlone(), engine.heard(), clocks.nanos())) {
            processes.killAll();
            ownClaims.lapsed(view);
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
        standby = on || setup.votesOnly();
    }

    /** From now on nobody would kill what runs here if this daemon died, so nothing is to run. */
    void unguarded(String why) {
        unguarded = Optional.of(why);
        journal.alert("there is no guard, so this node stops its groups: " + why);
    }

    void guarded() {
        if (unguarded.isPresent()) {
            unguarded = Optional.empty();
            journal.info("there is a guard again, so this node takes groups again");
        }
    }

    /** Whether this node keeps its groups stopped. */
    private boolean standsBy() {
        return standby || unguarded.isPresent();
    }

    /** The longest wait at a time: a pause is seen that much too short at most. One of a lone node costs it little. */
    long sliceNanos() {
        return (isAlone() ? Pauses.LONE_SLICE : Pauses.SLICE).toNanos();
    }

    /** Takes note of how long a wait or a step of the node's took, and how long it was to take, in nanoseconds. */
    void tookTime(long planned, long taken) {
        pauses.note(planned, taken, !isAlone());
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
            memory = memory.withLedger(fencing.ordered(member, memory.ledger(), uptime()));
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
        return init.status().groups().values().stream().noneMatch(Acting::isActive);
    }

    /** The groups that are not halted, for people. */
    String halted() {
        return String.join(
                ", ",
                init.status().groups().entrySet().stream()
                        .filter(e -> Acting.isActive(e.getValue()))
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
        still = Stillness.of(setup.self(), view, memory, plan);
        memory = plan.after().withLedger(fencing.shoot(plan, plan.after().ledger(), uptime()));
        rememberQuorum();
        lastMillis = (clocks.nanos() - begin) / 1e6;
        publish(seen, plan);
    }

    private void rememberQuorum() {
        int nodes = memory.quorum().remembered();
        if (nodes != rememberedNodes) {
            rememberedNodes = nodes;
            adapters.remember(nodes);
        }
    }

    /** A cycle that would decide what the last one has decided: only shows that the node lives. */
    private void rest() {
        cycles++;
        Published last = published;
        say(last.plan());
        NodeSnapshot snapshot = last.snapshot().withCycle(cycleView(), pauses.view());
        published = new Published(snapshot, last.cltab(), last.seen(), last.plan());
        adapters.publish(snapshot);
    }

    private NodeSnapshot.CycleView cycleView() {
        return new NodeSnapshot.CycleView(cycleTime.toMillis() / 1000.0, lastMillis, cycles, wakeups);
    }

    /** Takes what the engine sees; tells whether there is more to it than heartbeats. */
    private boolean see(EngineView seen) {
        boolean calls = view == null || !view.sameButHeartbeats(seen) || members.sessionsChange(view, seen);
        view = seen;
        if (seen.standby() != standbySeen) {
            standbySeen = seen.standby();
            standby(standbySeen);
        }
        ownClaims.see(seen);
        engine.remaining()
                .ifPresent(nodes -> memory = memory.withQuorum(memory.quorum().atMost(nodes)));
        memory = memory.withLedger(fencing.told(seen, memory.ledger(), uptime()));
        news.engine(seen);
        if (config.cltab(seen.cltab())) {
            memory = memory.withMarks(TestMarks.none());
            runner.run(init.configure(config.keeper().cltab(), clocks.nanos()));
        }
        config.hactl(seen.hactl());
        return calls;
    }

    /** Carries a plan out; tells whether that changed this node's own status. */
    private boolean act(Plan plan) {
        memory = plan.after();
        return acting.act(plan, view);
    }

    private Observation observe() {
        return observing.observe(view, standsBy(), lease.isOver(), memory, cycles, uptime(), clocks.nanos());
    }

    private long epoch(GroupName group) {
        EngineView.ClaimSeen claim = view.claims().get(group);
        return claim == null ? 0 : claim.epoch();
    }

    private void publish(Observation seen, Plan plan) {
        say(plan);
        news.plan(plan);
        NodeSnapshot snapshot = snapshots.make(
                plan,
                view,
                standby,
                cycleView(),
                fencing.view(plan),
                pauses.view(),
                unguarded,
                news.warnings(view),
                clocks.wall().toEpochMilli());
        published = new Published(snapshot, config.keeper().cltab(), seen, plan);
        adapters.publish(snapshot);
    }
}
