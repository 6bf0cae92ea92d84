package org.mosha.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mosha.decide.PlanSettings;
import org.mosha.fence.StomithRule;
import org.mosha.init.RespawnRule;
import org.mosha.model.FencingPolicy;
import org.mosha.model.GroupName;
import org.mosha.model.GroupState;
import org.mosha.model.GroupStatus;
import org.mosha.model.NodeId;
import org.mosha.model.PlacementMethod;
import org.mosha.model.Runlevel;

/** A whole cluster on a virtual clock: the real cores of all nodes, and everything around them simulated. */
final class SimWorld {
    /** So long after the faults end at most, each wanted group runs at its level on one node, and all nodes know. */
    static final Duration CONVERGED_WITHIN = Duration.ofSeconds(60);

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    /** The ladder of 2 s, the wait after SIGKILL, and what a busy machine adds: for each entry, one after the other. */
    private static final Duration STOP_BOUND = Duration.ofSeconds(8);

    private static final int MOST_MOVES_AFTERWARDS = 4;

    private final SimPlan plan;
    private final SimQueue queue = new SimQueue();
    private final SimTrace trace = new SimTrace();
    private final SimChance chance;
    private final SimRules rules;
    private final SimStore store;
    private final SimFiles files;
    private final SortedMap<NodeId, SimHost> hosts = new TreeMap<>();
    private final Map<String, Long> stoppingSince = new HashMap<>();
    private boolean calm;
    private int slow;
    private int late;
    private long events;

    /**
     * What came of a run.
     *
     * @param hash over everything that happened
     * @param events how many events there were
     * @param seconds how much virtual time has passed
     * @param evaluations how often each rule was evaluated
     */
    record Result(long hash, long events, double seconds, Map<SimRules.Rule, Long> evaluations) {}

    SimWorld(SimPlan plan) {
        this.plan = plan;
        this.chance = new SimChance(plan.seed());
        this.rules = new SimRules(
                plan.policy(),
                // what is broken on purpose is to be noticed by what it does to the groups
                plan.flaw() == SimPlan.Flaw.NONE
                        ? EnumSet.allOf(SimRules.Rule.class)
                        : EnumSet.of(SimRules.Rule.ONE_NODE));
        this.store = new SimStore(rules, plan.flaw() == SimPlan.Flaw.GENEROUS_STORE);
        this.files = new SimFiles(plan, store, chance.split());
        for (int i = 1; i <= plan.nodes(); i++) {
            hosts.put(new NodeId(i), new SimHost(this, new NodeId(i)));
        }
    }

    /** Runs it: first with faults, then healed until everything is as it should be. */
    Result run() {
        try {
            return chaosThenPeace();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(plan + " failed: " + e.getMessage() + "\n" + trace.tail(), e);
        }
    }

    private Result chaosThenPeace() {
        SimChance starts = chance.split();
        SimFaults faults = new SimFaults(this, chance.split());
        switch (plan.course()) {
            case LONE -> faults.freezeTheFirstAsTheOthersJoin(starts);
            case TOGETHER -> faults.disturbTheFirstMoments(starts);
            case FAULTS -> {
                hosts.values().forEach(host -> queue.after(starts.millis(0, 2000), host::start));
                faults.plan(plan);
            }
        }
        runUntil(plan.chaos().toNanos());
        heal();
        Map<GroupName, Integer> movesBefore = new HashMap<>(rules.moves());
        long bound = queue.now() + CONVERGED_WITHIN.toNanos();
        Optional<String> missing = Optional.of("nothing was looked at");
        while (missing.isPresent()) {
            if (queue.now() > bound) {
                throw new AssertionError("not as it should be " + CONVERGED_WITHIN.toSeconds()
                        + " s after the last fault: " + missing.get());
            }
            runUntil(queue.now() + 500_000_000L);
            missing = missing();
        }
        rules.moves().forEach((group, moves) -> {
            if (moves - movesBefore.getOrDefault(group, 0) > MOST_MOVES_AFTERWARDS) {
                throw new AssertionError(group + " has moved " + moves + " times");
            }
        });
        return new Result(trace.hash(), events, queue.now() / 1e9, rules.evaluations());
    }

    private void runUntil(long nanos) {
        boolean[] over = {false};
        queue.after(nanos - queue.now(), () -> over[0] = true);
        while (!over[0]) {
            queue.step();
            events++;
            rules.afterEvent();
        }
    }

    private void heal() {
        note(0, "the faults end");
        calm = true;
        slow = 0;
        late = 0;
        files.correct();
        for (SimHost host : hosts.values()) {
            host.reach(SimHost.Reach.ALL);
            host.standby(false);
            if (host.isRemoved()) {
                host.crash();
            }
            if (host.life() != null) {
                host.life().thaw();
                host.life().order(() -> host.life().core().standingBy().order(false));
            }
            host.powerOn();
        }
        stoppingSince.clear();
    }

    /** What is not as it should be; empty when nothing is missing. */
    private Optional<String> missing() {
        for (SimHost host : hosts.values()) {
            if (host.life() == null || host.life().core() == null) {
                host.powerOn();
                return Optional.of("no daemon on node " + host.id());
            }
        }
        NodeSnapshot first =
                hosts.get(hosts.firstKey()).life().core().published().snapshot();
        for (SimHost host : hosts.values()) {
            NodeSnapshot snapshot = host.life().core().published().snapshot();
            if (!snapshot.hastat().equals(first.hastat())) {
                return Optional.of("nodes " + first.self() + " and " + host.id() + " see different statuses");
            }
        }
        for (Map.Entry<GroupName, Runlevel> wish : files.wanted().entrySet()) {
            Map<NodeId, GroupStatus> seen = first.hastat().of(wish.getKey());
            if (wish.getValue().equals(Runlevel.STOP) ? !seen.isEmpty() : !runs(wish.getValue(), seen)) {
                return Optional.of(wish.getKey() + " is wanted at " + wish.getValue() + " and is " + seen + ", "
                        + store.token(wish.getKey()) + why(wish.getKey()));
            }
        }
        return Optional.empty();
    }

    private String why(GroupName group) {
        StringBuilder text = new StringBuilder();
        hosts.values()
                .forEach(host -> text.append("\n  node ")
                        .append(host.id())
                        .append(": ")
                        .append(host.life()
                                .core()
                                .published()
                                .snapshot()
                                .groups()
                                .get(group)));
        return text.toString();
    }

    private static boolean runs(Runlevel level, Map<NodeId, GroupStatus> seen) {
        return seen.size() == 1 && seen.values().iterator().next().equals(GroupStatus.of(level, GroupState.DONE));
    }

    /** What can only be seen between two steps of a node. */
    void afterTurn(SimLife life) {
        if (!calm) {
            rules.check(
                    SimRules.Rule.CONFIG,
                    files.isVersion(life.core().published().cltab()),
                    "a cltab with errors is in force");
            return;
        }
        life.core().published().snapshot().groups().forEach((name, view) -> {
            boolean stopping = view.local()
                    && view.status().filter(s -> s.is(GroupState.STOPPING)).isPresent();
            String key = life.incarnation() + name;
            long since = stopping ? stoppingSince.computeIfAbsent(key, k -> queue.now()) : queue.now();
            if (!stopping) {
                stoppingSince.remove(key);
            }
            long most = STOP_BOUND.toNanos() * (plan.entries() + 2);
            rules.check(SimRules.Rule.STOPPING, queue.now() - since < most, name + " is STOPPING for too long");
        });
    }

    void starts(SimLife life, ProcessSpec spec) {
        SimStore.Token token = store.token(spec.group());
        SimStore.Owner self = new SimStore.Owner(life.node(), life.incarnation());
        boolean own = token.isOf(self)
                && Long.toString(token.epoch()).equals(spec.environment().get("MOSHA_EPOCH"));
        rules.check(
                SimRules.Rule.OWN_CLAIM,
                own,
                spec.group() + "/" + spec.tag() + " starts on node " + life.node() + " with epoch "
                        + spec.environment().get("MOSHA_EPOCH") + ", and the claim is " + token);
    }

    NodeSetup setup(NodeId self, String incarnation, int remembered) {
        PlanSettings settings = new PlanSettings(
                plan.policy(),
                new StomithRule(
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        plan.policy() == FencingPolicy.LEASE ? Optional.empty() : Optional.of(Duration.ofSeconds(1))),
                plan.seed() % 8 == 0 ? PlacementMethod.RANDOM : PlacementMethod.RANKED,
                1.5,
                Duration.ofMillis(500),
                Duration.ofSeconds(2));
        return new NodeSetup(
                self,
                "host" + self,
                incarnation,
                plan.sessionTimeout(),
                remembered,
                TIMEOUT,
                0.6,
                Duration.ofSeconds(1),
                new RespawnRule(3, Duration.ofSeconds(1), Duration.ofSeconds(3)),
                settings,
                false);
    }

    long storeLatency(SimChance mine) {
        if (mine.in(slow > 0 ? 0.15 : 0.002)) {
            return mine.millis(100, slow > 0 ? 1300 : 400);
        }
        return mine.millis(0.1, 3);
    }

    /** For how many milliseconds a view may lie about. */
    double lateness() {
        return late > 0 ? 1400 : plan.isLarge() ? 500 : 4;
    }

    /**
     * How long a turn and the rest after it take at least. They take nothing by this clock, so that nodes with very much to
     * think about would do nothing else.
     */
    long thinkingNanos() {
        return plan.isLarge() ? 50_000_000 : 100_000;
    }

    void slow(boolean on) {
        note(0, on ? "the store is slow" : "the store is less slow");
        slow = Math.max(0, slow + (on ? 1 : -1));
    }

    void late(boolean on) {
        note(0, on ? "views come late" : "views come in time");
        late = Math.max(0, late + (on ? 1 : -1));
    }

    void note(int node, String what) {
        trace.add(queue.now(), node, what);
    }

    SimQueue queue() {
        return queue;
    }

    SimChance chance() {
        return chance;
    }

    SimRules rules() {
        return rules;
    }

    SimStore store() {
        return store;
    }

    SimFiles files() {
        return files;
    }

    boolean isCalm() {
        return calm;
    }

    boolean isLarge() {
        return plan.isLarge();
    }

    boolean has(SimPlan.Flaw flaw) {
        return plan.flaw() == flaw;
    }

    Duration sessionTimeout() {
        return plan.sessionTimeout();
    }

    Duration loneSession() {
        return NodeSetup.loneSession(TIMEOUT, plan.sessionTimeout());
    }

    Duration poll() {
        return plan.poll();
    }

    Duration timeout() {
        return TIMEOUT;
    }

    SimHost host(NodeId id) {
        return hosts.get(id);
    }

    Collection<SimHost> hosts() {
        return hosts.values();
    }

    List<NodeId> nodes() {
        return new ArrayList<>(hosts.keySet());
    }
}
