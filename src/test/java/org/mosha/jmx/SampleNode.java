package org.mosha.jmx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.mosha.config.Mode;
import org.mosha.config.NodeAddress;
import org.mosha.config.Problem;
import org.mosha.model.GroupName;
import org.mosha.model.GroupState;
import org.mosha.model.GroupStatus;
import org.mosha.model.HaStat;
import org.mosha.model.NodeId;
import org.mosha.model.ProcessState;
import org.mosha.model.Runlevel;
import org.mosha.model.Tag;
import org.mosha.node.GroupView;
import org.mosha.node.MemberView;
import org.mosha.node.NodeControl;
import org.mosha.node.NodeSnapshot;
import org.mosha.node.Notice;
import org.mosha.node.ProcessView;
import org.mosha.node.Refused;

/** Node 1 of two, with a group {@code web} that runs on it; writes the orders that it gets down. */
final class SampleNode implements NodeControl {
    static final Runlevel START = new Runlevel("start");
    static final NodeId ONE = new NodeId(1);
    static final NodeId TWO = new NodeId(2);

    private boolean forgetful;
    private boolean votesOnly;
    final List<String> orders = new CopyOnWriteArrayList<>();
    private final Map<GroupName, Runlevel> levels = new ConcurrentHashMap<>();
    private final List<Consumer<Notice>> listeners = new CopyOnWriteArrayList<>();
    private volatile NodeSnapshot snapshot = with(Map.of(new GroupName("web"), web()), List.of(ONE, TWO));
    private volatile RuntimeException fault;

    static GroupView web() {
        GroupStatus status = GroupStatus.of(START, GroupState.DONE);
        return new GroupView(
                new GroupName("web"),
                START,
                Optional.of(ONE),
                Optional.of(status),
                true,
                true,
                1_700_000_000_000L,
                3,
                7,
                "runs on node 1",
                List.of(
                        new ProcessView(
                                new Tag("prep"), "start", Mode.WAIT, ProcessState.DONE, 0, OptionalInt.of(0), 0, ""),
                        new ProcessView(
                                new Tag("httpd"),
                                "start",
                                Mode.RESPAWN,
                                ProcessState.RUNBG,
                                4711,
                                OptionalInt.empty(),
                                3,
                                "")));
    }

    /** The same while it starts. */
    static GroupView starting() {
        return new GroupView(
                new GroupName("web"),
                START,
                Optional.of(ONE),
                Optional.of(GroupStatus.of(START, GroupState.STARTING)),
                true,
                false,
                1_700_000_000_000L,
                0,
                7,
                "on its way here: start STARTING",
                List.of(new ProcessView(
                        new Tag("prep"),
                        "start",
                        Mode.WAIT,
                        ProcessState.RUNNING,
                        4711,
                        OptionalInt.empty(),
                        0,
                        "is waited for")));
    }

    static GroupView idle(String name) {
        return new GroupView(
                new GroupName(name),
                Runlevel.STOP,
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                0,
                0,
                0,
                "hactl says stop",
                List.of());
    }

    static NodeSnapshot with(Map<GroupName, GroupView> groups, List<NodeId> ids) {
        SortedMap<NodeId, MemberView> nodes = new TreeMap<>();
        ids.forEach(id -> nodes.put(
                id, new MemberView(id, "host" + id, id.equals(ONE), !id.equals(ONE), !id.equals(ONE), 1500, 1)));
        SortedMap<GroupName, SortedMap<NodeId, GroupStatus>> hastat = new TreeMap<>();
        groups.forEach((name, view) -> view.status()
                .ifPresent(status ->
                        hastat.put(name, new TreeMap<>(Map.of(view.node().orElse(ONE), status)))));
        return new NodeSnapshot(
                ONE,
                "directory",
                true,
                false,
                nodes,
                new TreeMap<>(groups),
                new HaStat(hastat),
                new NodeSnapshot.QuorumView(true, 2, 3, 2, 0.6),
                new NodeSnapshot.CycleView(1.5, 0.25, 42, 7),
                new NodeSnapshot.FenceView(
                        "log only", 1, 0, Optional.of(TWO), "not confirmed", new TreeSet<>(List.of(TWO))),
                new NodeSnapshot.PauseView(150, 900, 3),
                true,
                List.of(Problem.warning("cltab", 3, "odd"), Problem.error("hactl", 1, "bad")));
    }

    static NodeSnapshot inStandby() {
        NodeSnapshot awake = with(Map.of(), List.of(ONE));
        return like(awake, true, awake.fence());
    }

    /** One that has a way to shoot node 2, by this name. */
    static NodeSnapshot shooting(String method) {
        NodeSnapshot logging = with(Map.of(), List.of(ONE, TWO));
        return like(logging, false, new NodeSnapshot.FenceView(method, 0, 0, Optional.empty(), "", new TreeSet<>()));
    }

    private static NodeSnapshot like(NodeSnapshot other, boolean standby, NodeSnapshot.FenceView fence) {
        return new NodeSnapshot(
                other.self(),
                other.engine(),
                other.engineConnected(),
                standby,
                other.nodes(),
                other.groups(),
                other.hastat(),
                other.quorum(),
                other.cycle(),
                fence,
                other.pauses(),
                other.guarded(),
                other.configProblems());
    }

    static NodeSnapshot withGroups(int count) {
        Map<GroupName, GroupView> groups = new TreeMap<>();
        IntStream.range(0, count).forEach(i -> groups.put(new GroupName("g" + i), idle("g" + i)));
        return with(groups, List.of(ONE));
    }

    void show(NodeSnapshot next) {
        snapshot = next;
    }

    void failWith(RuntimeException next) {
        fault = next;
    }

    void tell(Notice notice) {
        listeners.forEach(listener -> listener.accept(notice));
    }

    @Override
    public NodeSnapshot snapshot() {
        return snapshot;
    }

    @Override
    public SortedMap<NodeId, String> reasons(GroupName group) {
        boolean web = group.value().equals("web");
        return new TreeMap<>(web ? Map.of(ONE, "runs here", TWO, "node 1 has it") : Map.of());
    }

    @Override
    public List<String> history(int count) {
        List<String> lines = new ArrayList<>(Collections.nCopies(3, "web: start"));
        return lines.subList(0, Math.min(count, lines.size()));
    }

    @Override
    public String simulate() {
        if (fault != null) {
            throw fault;
        }
        return "{}";
    }

    @Override
    public Runlevel setRunlevel(GroupName group, Runlevel level) throws Refused {
        GroupView view = snapshot.groups().get(group);
        if (view == null) {
            throw new Refused("no such group '" + group + "'");
        }
        orders.add("setRunlevel " + group + " " + level);
        // as on a node that has not had a cycle since, the snapshot stays
        return Optional.ofNullable(levels.put(group, level)).orElse(view.wanted());
    }

    /** From now on nothing is remembered. */
    void forget() {
        forgetful = true;
    }

    @Override
    public Optional<String> halt() {
        orders.add("halt");
        return forgetful ? Optional.of("the disk is full") : Optional.empty();
    }

    /** From now on it is one of those that only vote. */
    void onlyVotes() {
        votesOnly = true;
    }

    @Override
    public boolean votesOnly() {
        return votesOnly;
    }

    @Override
    public void resume() throws Refused {
        if (forgetful) {
            throw new Refused("the disk is full");
        }
        orders.add("resume");
    }

    @Override
    public void haltCluster() throws Refused {
        throw new Refused("the cluster cannot be told");
    }

    @Override
    public void stomith(NodeId node) throws Refused {
        if (node.equals(ONE)) {
            throw new Refused("node 1 is this node");
        }
        orders.add("stomith " + node);
    }

    @Override
    public void confirmOff(NodeId node) throws Refused {
        if (node.equals(ONE)) {
            throw new Refused("node 1 is this node");
        }
        orders.add("confirmOff " + node);
    }

    @Override
    public String testFencing(NodeId node) throws Refused {
        if (node.equals(ONE)) {
            throw new Refused("node 1 is this node");
        }
        return "node " + node + " could be shot";
    }

    @Override
    public List<String> configLog(int count) throws Refused {
        return List.of("1  first");
    }

    @Override
    public String configShow(long version) throws Refused {
        if (version != 1) {
            throw new Refused("no version " + version);
        }
        return "web start";
    }

    @Override
    public void addNode(NodeId node, Optional<NodeAddress> address) throws Refused {
        if (node.value() != 4) {
            throw new Refused("node " + node + " is not there");
        }
        orders.add("addNode " + node + address.map(at -> " at " + at).orElse(""));
    }

    @Override
    public boolean removeNode(NodeId node) throws Refused {
        if (node.value() > 3) {
            throw new Refused("no node " + node + " in the cluster");
        }
        orders.add("removeNode " + node);
        return node.value() == 3;
    }

    @Override
    public long configRevert(long version) throws Refused {
        configShow(version);
        orders.add("configRevert " + version);
        return 2;
    }

    @Override
    public boolean reread() {
        orders.add("reread");
        return true;
    }

    @Override
    public void cycleNow() {
        orders.add("cycleNow");
    }

    @Override
    public void setCycleTime(Duration cycleTime) {
        orders.add("setCycleTime " + cycleTime);
    }

    @Override
    public void resetQuorum(int nodes) {
        orders.add("resetQuorum " + nodes);
    }

    @Override
    public void onNotice(Consumer<Notice> listener) {
        listeners.add(listener);
    }
}
