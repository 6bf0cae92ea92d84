package org.mosha.it;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mosha.ledger.LedgerCheck;
import org.mosha.ledger.LedgerFile;

/**
 * Real daemons of this machine that are the nodes of one cluster, each with directories of its own. Their commands find
 * the cluster's directory as {@code $CLUSTER}.
 */
final class ClusterUnderTest implements AutoCloseable {
    private static final String RUNS = "start DONE";

    private final Path dir;
    private final SortedMap<Integer, DaemonUnderTest> nodes = new TreeMap<>();
    private final Map<Integer, Long> forgotten = new HashMap<>();
    private final Map<Integer, Set<InetSocketAddress>> places = new HashMap<>();
    private boolean ledger;
    private String all = "";

    /** Prepares the nodes 1 to so many, and starts none. */
    ClusterUnderTest(Path dir, int size) throws IOException {
        this.dir = dir.toRealPath();
        for (int node = 1; node <= size; node++) {
            nodes.put(node, prepare(Integer.toString(node), node, mfsbase()));
        }
    }

    private DaemonUnderTest prepare(String name, int node, Path mfs) throws IOException {
        // a busy machine may keep a daemon waiting for more than the 1.5 s of the default
        return new DaemonUnderTest(Files.createDirectories(dir.resolve("hosts/" + name)), mfs, node)
                .with("session.timeout", "6s")
                .withVerbsHere()
                .withEnvironment("CLUSTER", dir.toString());
    }

    Path mfsbase() {
        return dir.resolve("mfs");
    }

    /** A file of the cluster's directory. */
    Path file(String name) {
        return dir.resolve(name);
    }

    /** A setting for all nodes. */
    ClusterUnderTest with(String setting, String value) {
        nodes.values().forEach(node -> node.with(setting, value));
        return this;
    }

    /** Has the nodes form an ensemble of their own, on ports that nobody else has at present. */
    ClusterUnderTest withZooKeeper() throws IOException {
        return withZooKeeper(nodes.size());
    }

    /** The same, but of the first ones only, which do not know that there will be more; the others know all. */
    ClusterUnderTest withZooKeeper(int first) throws IOException {
        StringJoiner list = new StringJoiner(",");
        for (int node : nodes.keySet()) {
            int[] ports = Ports.free(3);
            places.put(
                    node,
                    IntStream.of(ports)
                            .mapToObj(port -> new InetSocketAddress("127.0.0.1", port))
                            .collect(Collectors.toSet()));
            list.add(node + "=127.0.0.1:" + ports[0] + ":" + ports[1] + ":" + ports[2]);
            node(node).with("mynode", Integer.toString(node));
            if (node == first) {
                with("nodes", list.toString());
            }
        }
        all = list.toString();
        nodes.tailMap(first + 1).keySet().forEach(this::correct);
        return with("engine", "zookeeper").with("secret.file", file("secret").toString());
    }

    /** Where a node may listen, with {@link #withZooKeeper}. */
    Set<InetSocketAddress> places(int node) {
        return places.get(node);
    }

    /** Has a node's settings name all nodes from its next start on. */
    ClusterUnderTest correct(int node) {
        node(node).with("nodes", all);
        return this;
    }

    /**
     * The groups write the file {@code ledger}. That one runs on a node then also means that nobody has written for it
     * since its process there: it counts as running somewhat earlier than it is able to say so.
     */
    ClusterUnderTest withLedger() {
        ledger = true;
        return this;
    }

    private boolean hasSaid(String group, int node) throws IOException {
        return !ledger
                || new LedgerFile(file("ledger"))
                        .news().stream()
                                .filter(line -> line.group().equals(group))
                                .reduce((line, next) -> next)
                                .filter(last -> last.node() == node)
                                .isPresent();
    }

    /** Has a directory tell which nodes are up: all, at first. */
    ClusterUnderTest withHpc() throws IOException {
        for (int node : nodes.keySet()) {
            hpc(node, 3);
        }
        return with("hpcbase", dir.resolve("hpc").toString());
    }

    /** Writes a node's status: 3 for up, 0 for not. */
    void hpc(int node, int status) throws IOException {
        Path file = dir.resolve("hpc/nodes/" + node + "/status");
        Files.createDirectories(file.getParent());
        Files.writeString(file, status + "\n");
    }

    DaemonUnderTest node(int node) {
        return nodes.get(node);
    }

    Collection<Integer> numbers() {
        return nodes.keySet();
    }

    /** All nodes but one. */
    List<Integer> others(int node) {
        return nodes.keySet().stream().filter(other -> other != node).toList();
    }

    /** What the groups have written so far, with {@link #withLedger}. */
    LedgerCheck ledger() throws IOException {
        LedgerCheck check = new LedgerCheck();
        new LedgerFile(file("ledger")).news().forEach(check::add);
        return check;
    }

    /** Sees that by the ledger no group has run on two nodes, and that some went from one to another. */
    void neverTwice() throws IOException {
        ledger().verify();
    }

    /** Another daemon that wants to be one of the nodes. */
    DaemonUnderTest impostor(int node) throws IOException {
        return prepare("impostor", node, mfsbase());
    }

    /** Has a node look at the cluster's files through another directory. */
    void seesInstead(int node, Path mfs) {
        nodes.get(node).with("mfsbase", mfs.toString());
    }

    /** Starts all nodes at once; they must become ready. */
    ClusterUnderTest start() throws IOException, InterruptedException {
        return start(List.copyOf(nodes.keySet()));
    }

    ClusterUnderTest start(List<Integer> which) throws IOException, InterruptedException {
        List<Process> starting = new ArrayList<>();
        for (int node : which) {
            starting.add(node(node).launch(node(node).command("start")));
        }
        for (Process process : starting) {
            process.getOutputStream().close();
            if (process.waitFor() != 0) {
                throw new AssertionError("a node has not started: " + said(which));
            }
        }
        return this;
    }

    private String said(List<Integer> which) throws IOException {
        StringBuilder all = new StringBuilder();
        for (int node : which) {
            all.append(Files.readString(node(node).file("err")));
        }
        return all.toString();
    }

    /** Kills a node's daemon; its guard kills what it has started. */
    void kill(int node) throws IOException, InterruptedException {
        Processes.signal(node(node).pid(), "KILL");
    }

    /** Ends a node as if its power were cut: the daemon, its guard and all that they have started die at once. */
    void powerOff(int node) throws IOException, InterruptedException {
        // one that stands still starts no other guard when it loses its own
        Processes.signal(node(node).pid(), "STOP");
        Processes.signal(guards(node), "KILL");
        List<Long> all = List.of(node(node).pid());
        while (!all.isEmpty()) {
            Processes.signal(all, "KILL");
            all = new ArrayList<>(guards(node));
            all.addAll(node(node).children());
        }
    }

    /** The guards of a node's daemon; one, unless none was started yet. */
    List<Long> guards(int node) {
        String varDir = node(node).varDir().toString();
        return Processes.withCommandLine(
                words -> words.size() > 2 && words.get(1).endsWith("/mosha-guard") && words.contains(varDir));
    }

    /** The consolidated status as a node has written it: group, node, and level with state, such as "start DONE". */
    SortedMap<String, SortedMap<Integer, String>> hastat(int node) throws IOException {
        return Hastat.read(node(node).base());
    }

    /** Waits until a group is at a level with a state on one node, and all these nodes say so; returns which. */
    int awaitOn(Collection<Integer> observers, String group, String status) {
        Await.until(group + " is " + status + " for " + observers, () -> {
            TreeSet<Integer> owners = new TreeSet<>();
            for (int node : observers) {
                SortedMap<Integer, String> instances = hastat(node).getOrDefault(group, new TreeMap<>());
                if (instances.size() != 1 || !instances.containsValue(status)) {
                    return false;
                }
                owners.add(instances.firstKey());
            }
            return owners.size() == 1 && (!status.equals(RUNS) || hasSaid(group, owners.first()));
        });
        try {
            return hastat(observers.iterator().next()).get(group).firstKey();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    int awaitOn(String group, String status) {
        return awaitOn(nodes.keySet(), group, status);
    }

    /** Waits until a group runs on one node, but not on a certain one, for all nodes that are asked. */
    void awaitElsewhere(Collection<Integer> observers, String group, int node) {
        Await.until(group + " runs elsewhere than on node " + node, () -> {
            int owner = 0;
            for (int observer : observers) {
                SortedMap<Integer, String> instances = hastat(observer).getOrDefault(group, new TreeMap<>());
                if (instances.containsKey(node)
                        || !List.copyOf(instances.values()).equals(List.of(RUNS))) {
                    return false;
                }
                owner = instances.firstKey();
            }
            return hasSaid(group, owner);
        });
    }

    /** Waits until a group runs on a certain node, for all nodes that are asked. */
    void awaitAt(Collection<Integer> observers, String group, int node) {
        Await.until(group + " runs on node " + node + " for " + observers, () -> {
            for (int observer : observers) {
                SortedMap<Integer, String> instances = hastat(observer).getOrDefault(group, new TreeMap<>());
                if (!instances.equals(new TreeMap<>(Map.of(node, RUNS)))) {
                    return false;
                }
            }
            return hasSaid(group, node);
        });
    }

    /** Waits until a group is nowhere, for all nodes that are asked. */
    void awaitNowhere(Collection<Integer> observers, String... groups) {
        Await.until(List.of(groups) + " are nowhere for " + observers, () -> {
            for (int node : observers) {
                if (!Collections.disjoint(hastat(node).keySet(), List.of(groups))) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Whether a group has come to a level and state on some node since {@link #forget}. */
    boolean cameTo(String group, String level, String state) throws IOException {
        for (Map.Entry<Integer, DaemonUnderTest> node : nodes.entrySet()) {
            long known = forgotten.getOrDefault(node.getKey(), 0L);
            if (node.getValue()
                    .log()
                    .lines()
                    .skip(known)
                    .anyMatch(line -> line.contains(" " + group + " at " + level + ": ")
                            && line.contains(" -> " + state + " "))) {
                return true;
            }
        }
        return false;
    }

    /** What has happened until now does not count any more. */
    void forget() throws IOException {
        for (Map.Entry<Integer, DaemonUnderTest> node : nodes.entrySet()) {
            forgotten.put(node.getKey(), node.getValue().log().lines().count());
        }
    }

    @Override
    public void close() throws IOException {
        for (DaemonUnderTest node : nodes.values()) {
            node.close();
        }
    }
}
