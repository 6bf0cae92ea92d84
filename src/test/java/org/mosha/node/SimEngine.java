package org.mosha.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.mosha.cluster.FenceWord;
import org.mosha.model.ClStat;
import org.mosha.model.GroupName;
import org.mosha.model.HaStat;
import org.mosha.model.NodeId;

/**
 * The engine of one life, step by step as the one on directories works: one worker that writes the status, fulfils the
 * wishes about claims, and looks; each step may be late, fail or hang, and anything may happen between two of them.
 */
final class SimEngine implements ClusterEngine {
    private static final long BEAT_NANOS = 450_000_000;
    private static final Duration FOR_EVER = Duration.ofDays(36_500);
    /** Twice the time-out would be more than most runs have; nobody here loses its mark who may have been alone. */
    private static final Duration MUTE = Duration.ofSeconds(4);

    /** What a step does to the store. */
    private enum Step {
        READ,
        RENAME,
        WRITE
    }

    /** What is wanted of a claim: to have it, over an epoch or over none, or to give one back. */
    private record Wish(boolean isTake, long epoch) {}

    private record Said(ClStat status, boolean standby, Duration session, long atNanos) {}

    private record Heard(
            SimStore.Mark mark,
            Set<String> claimants,
            long seenNanos,
            boolean gone,
            boolean readable,
            Optional<FenceWord> fence) {
        /** The life that its mark names, or else the only one that has claims. */
        String life() {
            boolean only = claimants.size() == 1;
            return says() ? mark.life() : only ? claimants.iterator().next() : "";
        }

        boolean says() {
            return readable && !mark.life().isEmpty();
        }
    }

    private final SimLife life;
    private final SimWorld world;
    private final SimStore store;
    private final SimChance chance;
    private final SimStore.Owner self;
    private final Map<NodeId, Heard> heard = new TreeMap<>();
    private Map<GroupName, Wish> wishes = new LinkedHashMap<>();
    private Map<GroupName, Wish> unfinished = new LinkedHashMap<>();
    private List<Runnable> looking = new ArrayList<>();
    private Optional<Said> said = Optional.empty();
    private SimStore.Mark mark;
    private long markNanos;
    private long lookedNanos;
    private Heartbeat acknowledged;
    private long aloneNanos;
    private boolean busy;
    private boolean trouble;
    private boolean leaving;
    private long dueNanos;
    private long round;
    private SortedMap<GroupName, EngineView.ClaimSeen> claims = new TreeMap<>();

    SimEngine(SimLife life) {
        this.life = life;
        this.world = life.world();
        this.store = world.store();
        this.chance = world.chance().split();
        this.self = new SimStore.Owner(life.node(), life.incarnation());
        this.mark =
                new SimStore.Mark(life.incarnation(), 1, new ClStat(new TreeMap<>()), false, world.sessionTimeout());
    }

    /** Joins step by step, and then tells the first view. */
    void begin(Consumer<EngineView> joined) {
        busy = true;
        join(Step.READ, this::lookBeforehand, () -> {
            long at = life.nanos();
            join(Step.WRITE, () -> store.marks.put(life.node(), mark), () -> {
                markNanos = life.nanos();
                boolean unsaid = world.has(SimPlan.Flaw.FIRST_SESSION_UNSAID);
                acknowledged = Heartbeat.of(at, unsaid ? world.loneSession() : mark.session());
                aloneNanos = at;
                join(Step.READ, this::readClaims, () -> join(Step.READ, this::readMembers, () -> begun(joined)));
            });
        });
    }

    private void begun(Consumer<EngineView> joined) {
        dueNanos = life.nanos() + world.poll().toNanos();
        EngineView first = view();
        life.inJvm(latency(), () -> joined.accept(first));
        rest();
    }

    /** How long its first mark asks to be waited for; nothing else of this look counts. */
    private void lookBeforehand() {
        readClaims();
        readMembers();
        boolean nobody = heard.keySet().stream().allMatch(life.node()::equals);
        Duration session =
                nobody && !world.has(SimPlan.Flaw.FIRST_SESSION_UNSAID) ? world.loneSession() : world.sessionTimeout();
        mark = new SimStore.Mark(mark.life(), mark.heartbeat(), mark.status(), mark.standby(), session);
        if (!world.has(SimPlan.Flaw.EARLY_LOOK)) {
            heard.clear();
        }
    }

    /** A step of joining: who cannot do it does not join. */
    private void join(Step step, Runnable action, Runnable then) {
        op(step, action, () -> {
            if (trouble) {
                life.host().doesNotJoin();
            } else {
                then.run();
            }
        });
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public void open(Listener listener) {
        throw new UnsupportedOperationException("begin");
    }

    @Override
    public void publish(ClStat own, HaStat consolidated, boolean standby, Duration session) {
        said = Optional.of(new Said(own, standby, session, life.nanos()));
        if (!busy && life.host().reach() == SimHost.Reach.ALL && chance.in(0.05)) {
            // the worker may well be faster than the node's own thread goes on
            write();
        }
        kick();
    }

    @Override
    public void claim(GroupName group, long overEpoch) {
        wishes.put(group, new Wish(true, overEpoch));
        kick();
    }

    @Override
    public void release(GroupName group, long epoch) {
        wishes.put(group, new Wish(false, epoch));
        kick();
    }

    @Override
    public Heartbeat heard() {
        return new Heartbeat(
                acknowledged.atNanos(), acknowledged.session(), Math.max(aloneNanos, acknowledged.atNanos()));
    }

    @Override
    public void fencing(NodeId node, FenceWord word) {
        tell(node, word);
    }

    private void tell(NodeId node, FenceWord word) {
        op(Step.WRITE, () -> store.tell(node, word), () -> {
            if (trouble) {
                life.inJvm(100_000_000L, () -> tell(node, word));
            }
        });
    }

    @Override
    public void look() {
        dueNanos = life.nanos();
        kick();
    }

    @Override
    public void look(Runnable then) {
        looking.add(then);
        look();
    }

    @Override
    public void writeHactl(java.util.function.UnaryOperator<String> edit) {
        String text = edit.apply(store.hactl.text().orElse(""));
        store.hactl = new ConfigText(store.hactl.file(), Optional.of(text), Optional.empty());
    }

    @Override
    public void standby(boolean standby, boolean everywhere) {
        life.host().standby(standby);
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("leave");
    }

    boolean isLeaving() {
        return leaving;
    }

    /** Gives all claims back, withdraws the status, and then does something. */
    void leave(Runnable then) {
        leaving = true;
        op(
                Step.RENAME,
                () -> {
                    store.tokens.forEach((group, token) -> store.release(group, token, self, token.epoch()));
                    store.marks.remove(life.node());
                },
                then);
    }

    /** Has the worker begin, if it rests. */
    private void kick() {
        if (!busy && !leaving) {
            busy = true;
            life.inJvm(latency(), this::work);
        }
    }

    private void work() {
        if (said.isPresent() && isWorthWriting()) {
            op(Step.WRITE, this::write, this::claimAndLook);
        } else {
            claimAndLook();
        }
    }

    private void claimAndLook() {
        boolean due = life.nanos() - dueNanos >= 0;
        if (due || !wishes.isEmpty()) {
            readTokens();
        } else {
            rest();
        }
    }

    private void rest() {
        busy = false;
        long mine = ++round;
        if (!wishes.isEmpty() || said.isPresent() && isWorthWriting() && !trouble) {
            kick();
            return;
        }
        life.inJvm(Math.max(1, dueNanos - life.nanos()), () -> {
            if (mine == round) {
                kick();
            }
        });
    }

    private boolean isWorthWriting() {
        Said newest = said.orElseThrow();
        return life.nanos() - markNanos >= BEAT_NANOS
                || newest.standby() != mark.standby()
                || !newest.session().equals(mark.session())
                || !newest.status().equals(mark.status());
    }

    private void write() {
        if (life.host().isRemoved()) {
            // there is no directory to write in
            trouble = true;
            return;
        }
        Said newest = said.orElseThrow();
        mark = new SimStore.Mark(
                life.incarnation(), mark.heartbeat() + 1, newest.status(), newest.standby(), newest.session());
        store.say(life.node(), mark);
        markNanos = life.nanos();
        acknowledged = Heartbeat.of(newest.atNanos(), newest.session());
    }

    private void readTokens() {
        Map<GroupName, Wish> batch = unfinished;
        batch.putAll(wishes);
        unfinished = new LinkedHashMap<>();
        wishes = new LinkedHashMap<>();
        if (batch.isEmpty()) {
            lookAround();
            return;
        }
        Map<GroupName, SimStore.Token> listing = new HashMap<>();
        // as with the real one: who cannot write its heartbeat, but sees its mark there, still takes claims
        boolean[] read = {false};
        Runnable list = () -> {
            listing.putAll(store.tokens);
            read[0] = true;
        };
        op(Step.READ, list, () -> {
            if (!read[0]) {
                batch.values().removeIf(Wish::isTake);
                batch.forEach(unfinished::putIfAbsent);
                lookAround();
            } else {
                fulfil(listing, new ArrayList<>(batch.entrySet()));
            }
        });
    }

    private void fulfil(Map<GroupName, SimStore.Token> listing, List<Map.Entry<GroupName, Wish>> left) {
        if (left.isEmpty()) {
            lookAround();
            return;
        }
        int half = Math.max(1, left.size() / 2);
        List<Map.Entry<GroupName, Wish>> now = left.subList(0, half);
        op(
                Step.RENAME,
                () -> now.forEach(wish -> fulfil(
                        wish.getKey(), wish.getValue(), listing.getOrDefault(wish.getKey(), SimStore.Token.NEVER))),
                () -> {
                    if (trouble) {
                        now.stream()
                                .filter(wish -> !wish.getValue().isTake())
                                .forEach(wish -> unfinished.putIfAbsent(wish.getKey(), wish.getValue()));
                    }
                    fulfil(listing, left.subList(half, left.size()));
                });
    }

    private void fulfil(GroupName group, Wish wish, SimStore.Token seen) {
        if (wish.isTake()) {
            store.claim(group, seen, self, wish.epoch(), world.queue().now());
        } else {
            store.release(group, seen, self, wish.epoch());
        }
    }

    private void lookAround() {
        op(
                Step.READ,
                this::readClaims,
                () -> op(Step.READ, this::readMembers, () -> {
                    life.show(view());
                    looking.forEach(Runnable::run);
                    looking = new ArrayList<>();
                    trouble = false;
                    dueNanos = life.nanos() + world.poll().toNanos();
                    rest();
                }));
    }

    private void readClaims() {
        claims = new TreeMap<>();
        store.tokens.forEach((group, token) -> token.owner()
                .ifPresent(owner -> claims.put(
                        group,
                        new EngineView.ClaimSeen(owner.node(), owner.life(), token.epoch(), owner.equals(self)))));
    }

    private void readMembers() {
        lookedNanos = life.nanos();
        boolean readable = life.host().reach() != SimHost.Reach.BLIND;
        if (store.marks.keySet().stream().allMatch(life.node()::equals)
                && claims.values().stream().allMatch(claim -> claim.node().equals(life.node()))) {
            aloneNanos = lookedNanos;
        }
        Map<NodeId, Set<String>> owners = new TreeMap<>();
        claims.values()
                .forEach(claim -> owners.computeIfAbsent(claim.node(), n -> new HashSet<>())
                        .add(claim.incarnation()));
        Map<NodeId, SimStore.Mark> marks = new TreeMap<>(store.marks);
        owners.keySet().forEach(node -> marks.putIfAbsent(node, SimStore.Mark.NONE));
        heard.keySet().retainAll(marks.keySet());
        marks.forEach((node, now) -> {
            Heard before = heard.get(node);
            SimStore.Mark mark = readable || before == null ? now : before.mark();
            Set<String> claimants = owners.getOrDefault(node, Set.of());
            boolean says = readable && !mark.life().isEmpty();
            boolean same = before != null
                    && before.readable() == readable
                    && before.mark().life().equals(mark.life())
                    && before.mark().heartbeat() == mark.heartbeat()
                    && (says || before.claimants().containsAll(claimants));
            String seenLife = new Heard(mark, claimants, 0, false, readable, Optional.empty()).life();
            boolean gone = !seenLife.isEmpty() && seenLife.equals(store.proofs.get(node));
            long heartbeat = mark.life().equals(seenLife) ? mark.heartbeat() : 0;
            Optional<FenceWord> fence = fence(node, seenLife, heartbeat);
            heard.put(
                    node, new Heard(mark, claimants, same ? before.seenNanos() : life.nanos(), gone, readable, fence));
        });
    }

    private Optional<FenceWord> fence(NodeId node, String incarnation, long heartbeat) {
        return Optional.ofNullable(store.fences.get(node))
                .filter(said -> said.holdsOf(incarnation, heartbeat))
                .map(SimStore.Said::word);
    }

    private EngineView view() {
        SortedMap<NodeId, Sighting> nodes = new TreeMap<>();
        heard.forEach((node, sight) -> nodes.put(node, sighting(node, sight)));
        nodes.put(
                life.node(),
                sighting(
                        life.node(),
                        new Heard(
                                mark,
                                Set.of(),
                                acknowledged.atNanos(),
                                false,
                                true,
                                fence(life.node(), mark.life(), mark.heartbeat()))));
        return new EngineView(
                trouble ? "the store fails" : "",
                nodes,
                claims,
                store.cltab,
                store.hactl,
                life.host().standby() ? Optional.of("order") : Optional.empty(),
                List.of());
    }

    private Sighting sighting(NodeId node, Heard sight) {
        boolean up = life.nanos() - sight.seenNanos() < world.timeout().toNanos();
        return new Sighting(
                node,
                "host" + node,
                up || node.equals(life.node()),
                true,
                new Sighting.Contact(sight.seenNanos(), lookedNanos),
                new Sighting.Life(sight.life(), session(sight), sight.gone(), sight.fence()),
                new Sighting.Report(
                        Optional.of(sight.mark().status()),
                        !sight.readable(),
                        sight.mark().standby()));
    }

    private Duration session(Heard sight) {
        if (sight.says()) {
            return world.has(SimPlan.Flaw.SESSION_UNSAID)
                    ? Duration.ZERO
                    : sight.mark().session();
        }
        if (sight.claimants().isEmpty()) {
            return Duration.ZERO;
        }
        return sight.readable() ? MUTE : FOR_EVER;
    }

    /** A step that needs the store: done after a while, when it can be done; then goes on in any case. */
    private void op(Step step, Runnable action, Runnable then) {
        life.inJvm(latency(), () -> attempt(step, action, then));
    }

    private void attempt(Step step, Runnable action, Runnable then) {
        switch (life.host().reach()) {
            case HANGS -> life.host().hang(() -> life.inJvm(0, () -> attempt(step, action, then)));
            case FAILS -> fail(then);
            case READS_ONLY, FULL -> {
                if (step == Step.WRITE || step == Step.RENAME && life.host().reach() != SimHost.Reach.FULL) {
                    fail(then);
                } else {
                    succeed(action, then);
                }
            }
            case ALL, BLIND -> succeed(action, then);
        }
    }

    private void succeed(Runnable action, Runnable then) {
        action.run();
        then.run();
    }

    private void fail(Runnable then) {
        trouble = true;
        then.run();
    }

    private long latency() {
        return world.storeLatency(chance);
    }
}
