package org.mosha.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.mosha.config.Cltab;
import org.mosha.config.Hactl;
import org.mosha.config.NodeAddress;
import org.mosha.config.Parsed;
import org.mosha.config.Problem;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;

/** The way in for everybody who is not the node's own thread. */
final class NodeDoor implements NodeControl {
    private static final int LONGEST_NAME = 60;
    private static final int MOST_NAMES = 20;
    /** Longer than the node's thread mostly needs to come to an order. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Longer than an engine mostly needs to see what was just written. */
    private static final Duration LOOK_PATIENCE = Duration.ofSeconds(3);

    private final NodeCore core;
    private final Inbox inbox;
    private final ClusterEngine engine;
    private final Journal journal;
    private final StandbyOrders standbyOrders;

    NodeDoor(NodeCore core, Inbox inbox, ClusterEngine engine, Journal journal) {
        this.core = core;
        this.inbox = inbox;
        this.engine = engine;
        this.journal = journal;
        this.standbyOrders =
                new StandbyOrders(engine, journal, change -> order(() -> change.accept(core.standingBy())));
    }

    @Override
    public NodeSnapshot snapshot() {
        return core.published().snapshot();
    }

    @Override
    public SortedMap<NodeId, String> reasons(GroupName group) {
        return core.published().reasons(group);
    }

    @Override
    public List<String> history(int count) {
        return journal.last(count);
    }

    @Override
    public String simulate() {
        return core.simulate();
    }

    @Override
    public Runlevel setRunlevel(GroupName group, Runlevel level) throws Refused {
        requireLevel(group, level);
        AtomicReference<Runlevel> before = new AtomicReference<>(Runlevel.STOP);
        edit(text -> {
            before.set(good(text).level(group).orElse(Runlevel.STOP));
            return Hactl.edit(text, group, level);
        });
        journal.info(group + " is wanted at " + level + (before.get().equals(level) ? ", as before" : " from now on"));
        engine.look();
        return before.get();
    }

    private void edit(UnaryOperator<String> change) throws Refused {
        try {
            engine.writeHactl(change);
        } catch (IOException | UncheckedIOException e) {
            throw new Refused("cannot write hactl: " + e.getMessage());
        } catch (IllegalStateException e) {
            throw new Refused(e.getMessage());
        }
    }

    /** A level is changed in a good hactl only; a bad one would be refused as a whole, and the change with it. */
    private static Hactl good(String text) {
        Parsed<Hactl> parsed = Hactl.parse("hactl", text);
        if (parsed.hasErrors()) {
            throw new IllegalStateException(
                    "the newest hactl has errors, correct them first: " + Problem.gravest(parsed.problems()));
        }
        return parsed.value();
    }

    private void requireLevel(GroupName group, Runlevel level) throws Refused {
        Cltab cltab = core.published().cltab();
        boolean hasGroup = cltab.groups().contains(group);
        if (!hasGroup && level.equals(Runlevel.STOP) && snapshot().groups().containsKey(group)) {
            // one that hactl still wants, or some node still runs
            return;
        }
        if (!hasGroup) {
            throw new Refused("no group '" + brief(group) + "' in cltab; there are: "
                    + (cltab.groups().isEmpty() ? "none" : some(cltab.groups())));
        }
        boolean phase = level.equals(Runlevel.PLAN) || level.equals(Runlevel.TEST);
        if (phase || !level.equals(Runlevel.STOP) && !cltab.hasLevel(group, level)) {
            List<String> levels = cltab.levels(group).stream()
                    .filter(name -> !new Runlevel(name).isReserved())
                    .toList();
            throw new Refused("no level '" + brief(level) + "' to run " + brief(group) + " at; expected "
                    + (levels.isEmpty() ? "stop" : "stop or one of: " + String.join(" ", levels)));
        }
    }

    /** A name as a sentence may carry it, however long it is. */
    private static String brief(Object name) {
        String text = name.toString();
        return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + "...";
    }

    private static String some(Collection<GroupName> groups) {
        String named = groups.stream().limit(MOST_NAMES).map(NodeDoor::brief).collect(Collectors.joining(", "));
        return groups.size() <= MOST_NAMES ? named : named + " and " + (groups.size() - MOST_NAMES) + " more";
    }

    @Override
    public Optional<String> halt() {
        return standbyOrders.halt();
    }

    @Override
    public boolean votesOnly() {
        return core.standingBy().isAlways();
    }

    @Override
    public void resume() throws Refused {
        standbyOrders.resume();
    }

    @Override
    public void haltCluster() throws Refused {
        standbyOrders.haltCluster();
    }

    @Override
    public void stomith(NodeId node) throws Refused {
        requireOther(node);
        order(() -> core.stomith(node));
    }

    @Override
    public void confirmOff(NodeId node) throws Refused {
        requireOther(node);
        order(() -> core.confirmOff(node));
    }

    @Override
    public String testFencing(NodeId node) throws Refused {
        requireOther(node);
        return core.testFencing(node);
    }

    private void requireOther(NodeId node) throws Refused {
        if (node.equals(snapshot().self())) {
            throw new Refused("node " + node + " is this node: expected another one; to stop its groups, halt it");
        }
        if (!snapshot().nodes().containsKey(node)) {
            String there =
                    snapshot().nodes().keySet().stream().map(NodeId::toString).collect(Collectors.joining(", "));
            throw new Refused("no node " + node + "; there are: " + there);
        }
    }

    @Override
    public List<String> configLog(int count) throws Refused {
        return ofEngine(() -> engine.configLog(count));
    }

    @Override
    public String configShow(long version) throws Refused {
        return ofEngine(() -> engine.configShow(version));
    }

    @Override
    public long configRevert(long version) throws Refused {
        long made = ofEngine(() -> engine.configRevert(version));
        journal.info("the configuration is that of version " + version + " again, as version " + made);
        engine.look();
        return made;
    }

    @Override
    public void addNode(NodeId node, Optional<NodeAddress> address) throws Refused {
        ofEngine(() -> {
            engine.addNode(node, address);
            return true;
        });
        journal.info("node " + node + " was added to the cluster");
        engine.look();
    }

    @Override
    public boolean removeNode(NodeId node) throws Refused {
        boolean removed = ofEngine(() -> engine.removeNode(node));
        journal.info(
                removed
                        ? "node " + node + " was removed from the cluster"
                        : "node " + node + " halts its groups, to be removed from the cluster");
        engine.look();
        return removed;
    }

    private interface Question<T> {
        T ask() throws IOException;
    }

    private static <T> T ofEngine(Question<T> question) throws Refused {
        try {
            return question.ask();
        } catch (IOException e) {
            throw new Refused(e.getMessage());
        }
    }

    @Override
    public boolean reread() {
        CompletableFuture<Boolean> seen = new CompletableFuture<>();
        engine.look(() -> order(() -> core.afterCycle(() -> seen.complete(true))));
        return seen.completeOnTimeout(false, LOOK_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    @Override
    public void cycleNow() {
        order(() -> {});
    }

    @Override
    public void setCycleTime(Duration cycleTime) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        order(() -> {
            core.remembering().resetCycleTime(cycleTime);
            core.showCycle();
            done.complete(null);
        });
        done.completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    @Override
    public void resetQuorum(int nodes) {
        order(() -> core.remembering().resetQuorum(nodes));
    }

    @Override
    public void onNotice(Consumer<Notice> listener) {
        journal.onNotice(listener);
    }

    private void order(Runnable order) {
        inbox.put(new NodeEvent.Order(order));
    }
}
