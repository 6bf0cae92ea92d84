package org.mosha.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.mosha.model.NodeId;

/** One life of a daemon: the real core, driven step by step, and what it has been given instead of the outside. */
final class SimLife implements Adapters, Clocks {
    private final SimHost host;
    private final SimWorld world;
    private final String incarnation;
    private final long originNanos;
    private final SimChance chance;
    private final List<Runnable> backlog = new ArrayList<>();
    private final Inbox inbox = new Inbox();
    private final SimProcesses processes;
    private final SimGuard guard;
    private final SimEngine engine;
    private final Journal journal = new Journal(this);
    private NodeCore core;
    private NodeStep step;
    private boolean frozen;
    private boolean dead;
    private boolean awake;
    private boolean leaving;
    private long turns;

    SimLife(SimHost host, String incarnation) {
        this.host = host;
        this.world = host.world();
        this.incarnation = incarnation;
        this.chance = world.chance().split();
        // the monotonic clock of a machine begins anywhere
        this.originNanos = chance.millis(-1e9, 1e9) - world.queue().now();
        this.processes = new SimProcesses(this);
        this.guard = new SimGuard(this);
        this.engine = new SimEngine(this);
    }

    SimHost host() {
        return host;
    }

    SimWorld world() {
        return world;
    }

    NodeId node() {
        return host.id();
    }

    String incarnation() {
        return incarnation;
    }

    SimProcesses processes() {
        return processes;
    }

    SimGuard guard() {
        return guard;
    }

    SimEngine engine() {
        return engine;
    }

    Journal journal() {
        return journal;
    }

    /** Null until it has joined. */
    NodeCore core() {
        return core;
    }

    boolean isFrozen() {
        return frozen;
    }

    /** Joins, which takes several steps. */
    void open() {
        engine.begin(this::begin);
    }

    private void begin(EngineView first) {
        try {
            NodeSetup setup = world.setup(node(), incarnation, host.remembered());
            core = new NodeCore(setup, this, engine, this, inbox, journal, first);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        step = new NodeStep(core, journal);
        checkOrdered(true);
        wake(0);
    }

    /** Has something done by the daemon after so long; when it is frozen by then, as soon as it is not. */
    void inJvm(long nanos, Runnable action) {
        world.queue().after(nanos, () -> arrive(action));
    }

    private void arrive(Runnable action) {
        if (dead) {
            return;
        }
        if (frozen) {
            backlog.add(action);
        } else {
            action.run();
        }
    }

    /** Puts an answer about a process into the inbox. */
    void tell(long nanos, Consumer<Inbox> answer) {
        inJvm(nanos, () -> {
            answer.accept(inbox);
            wake(chance.millis(0.05, world.isLarge() ? 500 : 2));
        });
    }

    void show(EngineView view) {
        inbox.put(new NodeEvent.OfEngine(view));
        wake(chance.millis(0.05, world.lateness()));
    }

    /** Gives an order, as the outside does. */
    void order(Runnable order) {
        tell(0, to -> to.put(new NodeEvent.Order(order)));
    }

    private void wake(long nanos) {
        if (step != null && !awake) {
            awake = true;
            inJvm(nanos, this::turn);
        }
    }

    private void turn() {
        awake = false;
        turns++;
        boolean quorate = core.published().snapshot().quorum().quorate();
        step.run(takeAll());
        checkOrdered(quorate);
        world.afterTurn(this);
        if (leaving) {
            leave();
        }
        if (!dead) {
            long mine = turns;
            inJvm(Math.max(world.thinkingNanos(), core.longestWait()), () -> {
                if (turns == mine) {
                    turn();
                }
            });
        }
    }

    private List<NodeEvent> takeAll() {
        try {
            return inbox.take(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void checkOrdered(boolean quorateBefore) {
        for (ProcessSpec spec : processes.takeOrdered()) {
            String what = node() + " orders " + spec.group() + "/" + spec.tag();
            boolean quorate = core.published().snapshot().quorum().quorate();
            world.rules().check(SimRules.Rule.QUORUM, quorateBefore || quorate, what + " without quorum");
            world.rules()
                    .check(
                            SimRules.Rule.WITHIN_LEASE,
                            !guard.isClosed() || world.has(SimPlan.Flaw.LEASE_IGNORED),
                            what + " though its lease is over");
        }
    }

    /** Ends in order, as soon as everything is stopped. */
    void end() {
        leaving = true;
        wake(0);
    }

    private void leave() {
        core.halting().halt("stopped in order");
        if (core.halting().isDone() && !engine.isLeaving()) {
            engine.leave(() -> {
                host.note("ends its daemon in order");
                die();
                guard.powerOff();
                world.rules().leaseOver(incarnation, world.queue().now());
                host.left();
            });
        }
    }

    void freeze() {
        host.note("is frozen");
        frozen = true;
    }

    void thaw() {
        if (!frozen || dead) {
            return;
        }
        host.note("goes on");
        frozen = false;
        List<Runnable> late = List.copyOf(backlog);
        backlog.clear();
        long at = 0;
        for (Runnable action : late) {
            at += chance.millis(0, 0.2);
            inJvm(at, action);
        }
    }

    void die() {
        dead = true;
        backlog.clear();
    }

    @Override
    public long nanos() {
        return originNanos + world.queue().now();
    }

    @Override
    public Instant wall() {
        return Instant.ofEpochMilli(1_700_000_000_000L + world.queue().now() / 1_000_000 + host.wallSkewMillis());
    }

    @Override
    public ProcessPort processes(ProcessPort.Listener listener) {
        return processes;
    }

    @Override
    public FencePort fence(FencePort.Listener listener) {
        return new SimFence(this);
    }

    @Override
    public void waits(String why) {}

    @Override
    public void lease(long nanos) {
        guard.lease(nanos - nanos());
    }

    @Override
    public void remember(int nodes) {
        host.remember(nodes);
    }

    @Override
    public void publish(NodeSnapshot snapshot) {
        // the core's own copy is looked at
    }

    @Override
    public Beat beat() {
        return Beat.NONE;
    }
}
