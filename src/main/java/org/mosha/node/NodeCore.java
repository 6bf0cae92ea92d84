package org.mosha.node;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.mosha.cluster.Member;
import org.mosha.decide.Observation;
import org.mosha.decide.Plan;
import org.mosha.decide.Planner;
import org.mosha.init.LocalInit;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;

/**
 * What the node knows and does in its cycles. The node's own thread has it; the others may only call {@link #published} and
 * {@link #simulate}.
 */
final class NodeCore {
    /** How long a cycle waits at least where nothing happens and nobody else is there. */
    private static final Duration STILL_CYCLE = Duration.ofSeconds(6);

    /** How often a cycle decides anew at most: a plan that went round in circles would keep all events waiting. */
    private static final int MOST_PLANS = 10;

    private final NodeSetup setup;
    private final Clocks clocks;
    private final long originNanos;
    private final ClusterEngine engine;
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
    private final Living living;
    private final OwnClaims ownClaims = new OwnClaims();
    private final Remembering remembering;
    private final StandingBy standingBy;
    private final Halting halting;
    private final Overtaken overtaken;
    private final Adapters adapters;
    private final Pacing pacing = new Pacing();
    private final Pauses pauses;
    private final NextPlan nextPlan;
    private List<Runnable> afterCycle = new ArrayList<>();
    private EngineView view;
    private boolean still;
    private long cycles;
    private long wakeups;
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
        this.timers = new Timers(originNanos);
        this.config = new ConfigDesk(journal);
        this.init = new LocalInit(setup.respawn());
        this.adapters = adapters;
        this.processes = adapters.processes(inbox);
        this.fencing = new Fencing(setup, adapters.fence(inbox), engine, journal);
        this.pauses = new Pauses(NodeSetup.localDeadline(setup.sessionTimeout()), journal);
        this.living = new Living(setup, isAlone(first), engine, adapters, journal, clocks);
        this.runner = new EffectRunner(setup.self(), processes, timers, journal, this::epoch);
        this.members = new Members(setup);
        this.observing = new Observing(setup, init, config.keeper(), members, ownClaims);
        this.acting = new Acting(init, runner, engine, ownClaims, journal, clocks);
        this.halting = new Halting(init, runner, journal, clocks);
        this.standingBy = new StandingBy(setup.votesOnly(), journal);
        this.snapshots = new SnapshotMaker(setup, engine.name(), init, config.keeper(), halting, standingBy, fencing);
        this.news = new ClusterNews(setup.self(), journal);
        this.remembering = new Remembering(setup, adapters, journal);
        this.nextPlan = new NextPlan(setup.quorumRatio());
        this.overtaken = new Overtaken(init, runner, journal);
        see(first);
        cycle(false);
        pacing.done(originNanos, clocks.nanos());
    }

    /** What the last cycle has left, for any thread. */
    Published published() {
        return published;
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
            remembering.shots(ledger -> fencing.shot(shot, ledger, uptime()));
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
        return living.untilDue(isAlone(), now, wait);
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
        if (living.isDue(isAlone())) {
            say(published.plan());
        }
    }

    private void say(Plan plan) {
        living.say(init.status(), plan.view().hastat(), standingBy.isSo());
    }

    /**
     * Looks whether this node may still run groups, and kills them if not. To be called before anything else is done in
     * a turn as well: a daemon that was frozen must not act on what it knew before, nor say that it lives.
     */
    void keepLease() {
        if (living.isLost(isAlone())) {
            boolean idle = halting.isDone();
            processes.killAll();
            news.lost(living.silent(), idle, view);
            ownClaims.lapsed(view);
            cycle(true);
        }
    }

    private boolean isAlone() {
        return isAlone(view);
    }

    private static boolean isAlone(EngineView view) {
        return view.nodes().size() <= 1;
    }

    private Duration uptime() {
        return Duration.ofNanos(clocks.nanos() - originNanos);
    }

    /** What is remembered; for the node's own thread. */
    Remembering remembering() {
        return remembering;
    }

    /** Whether this node keeps its groups stopped; for the node's own thread. */
    StandingBy standingBy() {
        return standingBy;
    }

    /** The end of all groups; for the node's own thread. */
    Halting halting() {
        return halting;
    }

    /** The longest wait at a time: a pause is seen that much too short at most. One of a lone node costs it little. */
    long sliceNanos() {
        return (isAlone() ? Pauses.LONE_SLICE : Pauses.SLICE).toNanos();
    }

    /** Takes note of how long a wait or a step of the node's took, and how long it was to take, in nanoseconds. */
    void tookTime(long planned, long taken) {
        pauses.note(planned, taken, !isAlone());
    }

    void stomith(NodeId node) {
        Member member = published.plan().view().members().get(node);
        if (member != null) {
            remembering.shots(ledger -> fencing.ordered(member, ledger, uptime()));
        }
    }

    void confirmOff(NodeId node) {
        Member member = published.plan().view().members().get(node);
        if (member != null) {
            remembering.shots(ledger -> fencing.confirm(member, ledger, uptime()));
        }
    }

    /** Tries the fencing of a node; waits, so it is for any thread but the node's. */
    String testFencing(NodeId node) throws Refused {
        return fencing.test(node);
    }

    /** What the next cycle would do; for any thread. */
    String simulate() {
        return nextPlan.after(published);
    }

    /** Has something done when the next cycle has been published; for the node's own thread. */
    void afterCycle(Runnable what) {
        afterCycle.add(what);
    }

    /** Decides and acts until nothing changes any more by that alone. */
    void cycle(boolean woken) {
        long begin = clocks.nanos();
        cycles++;
        wakeups += woken ? 1 : 0;
        Observation seen = observe();
        Plan plan = Planner.plan(seen);
        news.causes(plan);
        overtaken.kill(plan.view());
        if (!halting.hasBegun()) {
            for (int i = 0; i < MOST_PLANS && act(plan); i++) {
                seen = observe();
                plan = Planner.plan(seen);
            }
        }
        still = Stillness.of(setup.self(), view, remembering.memory(), plan);
        remembering.planned(
                plan.after().withLedger(fencing.shoot(plan, plan.after().ledger(), uptime())));
        remembering.keep();
        lastMillis = (clocks.nanos() - begin) / 1e6;
        publish(seen, plan);
    }

    /** A cycle that would decide what the last one has decided: only shows that the node lives. */
    private void rest() {
        cycles++;
        say(published.plan());
        showCycle();
        adapters.publish(published.snapshot());
    }

    /** Shows the cycle as it is now, without another one. */
    void showCycle() {
        published = published.with(published.snapshot().withCycle(cycleView(), pauses.view()));
    }

    private NodeSnapshot.CycleView cycleView() {
        return new NodeSnapshot.CycleView(remembering.cycleTime().toMillis() / 1000.0, lastMillis, cycles, wakeups);
    }

    /** Takes what the engine sees; tells whether there is more to it than heartbeats. */
    private boolean see(EngineView seen) {
        boolean calls = view == null || !view.sameButHeartbeats(seen) || members.sessionsChange(view, seen);
        view = seen;
        standingBy.see(seen.order());
        ownClaims.see(seen);
        engine.remaining().ifPresent(remembering::nodesAtMost);
        remembering.shots(ledger -> fencing.told(seen, ledger, uptime()));
        news.engine(seen);
        if (config.cltab(seen.cltab())) {
            remembering.forgetMarks();
            runner.run(init.configure(config.keeper().cltab(), clocks.nanos()));
        }
        config.hactl(seen.hactl());
        return calls;
    }

    /** Carries a plan out; tells whether that changed this node's own status. */
    private boolean act(Plan plan) {
        remembering.planned(plan.after());
        return acting.act(plan, view);
    }

    private Observation observe() {
        return observing.observe(
                view, standingBy.isSo(), living.isOver(), remembering.memory(), cycles, uptime(), clocks.nanos());
    }

    private long epoch(GroupName group) {
        EngineView.ClaimSeen claim = view.claims().get(group);
        return claim == null ? 0 : claim.epoch();
    }

    private void publish(Observation seen, Plan plan) {
        say(plan);
        news.plan(plan);
        NodeSnapshot snapshot = snapshots.make(
                plan, view, cycleView(), pauses.view(), clocks.wall().toEpochMilli());
        published = new Published(snapshot, config.keeper().cltab(), seen, plan, remembering.memory());
        adapters.publish(snapshot);
        List<Runnable> due = afterCycle;
        afterCycle = new ArrayList<>();
        due.forEach(Runnable::run);
    }
}
