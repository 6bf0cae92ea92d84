package org.mosha.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mosha.cli.Outcome;
import org.mosha.it.Await;
import org.mosha.it.Hastat;
import org.mosha.it.Processes;

/** Real daemons, one on each host of a lab, that are the nodes of one cluster; each node has the number of its host. */
final class LabCluster implements AutoCloseable {
    static final String COMMAND = Lab.HOME.resolve("bin/mosha").toString();

    private static final int FOLLOWERS_PORT = 2888;
    private static final int TRIES = 5;
    private static final String MAIN = "org.mosha.app.Main";

    private final Lab lab;
    private final LabGroups groups;
    private final LabWatch watch;
    private final LabFiles files;
    private final Set<Integer> halted = new TreeSet<>();
    private final Set<Long> leaving = new TreeSet<>();

    /** Prepares a cluster, and starts none of it. */
    LabCluster(Lab lab, LabGroups groups) {
        this.lab = lab;
        this.groups = groups;
        this.watch = new LabWatch(lab, groups.ledger());
        this.files = new LabFiles(lab);
    }

    /** A cluster of so many nodes that is well, with the settings of the property {@code lab.settings}. */
    static LabCluster started(String name, int size, Function<Lab, LabGroups> groups) throws IOException {
        Lab lab = Lab.up(name, size);
        LabCluster cluster = new LabCluster(lab, groups.apply(lab)).withLabSettings();
        cluster.beginAll();
        cluster.awaitWell();
        return cluster;
    }

    /** Starts all daemons, with the usual groups. */
    void beginAll() throws IOException {
        files.makeKeys();
        files.cltab(1, groups.cltab("first"));
        files.hactl(1, groups.hactl("first"));
        for (int node : nodes()) {
            begin(node);
        }
    }

    /** A setting for all nodes, of daemons that are started from now on. */
    LabCluster with(String setting, String value) {
        files.with(setting, value);
        return this;
    }

    /** Takes the settings of the property {@code lab.settings}. */
    LabCluster withLabSettings() {
        files.withLabSettings();
        return this;
    }

    /** What the daemons are told, and what they have written. */
    LabFiles files() {
        return files;
    }

    Lab lab() {
        return lab;
    }

    LabWatch watch() {
        return watch;
    }

    LabGroups groups() {
        return groups;
    }

    /** The numbers of all nodes. */
    List<Integer> nodes() {
        return IntStream.rangeClosed(1, lab.hosts()).boxed().toList();
    }

    /** All nodes but these. */
    List<Integer> others(Integer... nodes) {
        List<Integer> others = new ArrayList<>(nodes());
        others.removeAll(Arrays.asList(nodes));
        return others;
    }

    /** Starts a node's daemon, and does not wait until it is ready. */
    void begin(int node) throws IOException {
        files.prepare(node);
        lab.start(node, "mosha", COMMAND, "run", "--config", files.config(node).toString());
    }

    /** Tells a node's daemon to end, which may take a while. */
    void terminate(int node) throws IOException, InterruptedException {
        leaving.addAll(daemon(node));
        signal(node, "TERM");
    }

    /** Starts a node's daemon when its host is on and it does not run, or not for long any more. */
    void beginIfDown(int node) throws IOException {
        Await.until(
                "the daemon of node " + node + " has ended as it was told",
                () -> daemon(node).stream().noneMatch(leaving::contains));
        if (lab.isOn(node) && daemon(node).isEmpty()) {
            begin(node);
        }
    }

    /** Runs a verb on a node's host. */
    Outcome mosha(int node, String... verb) {
        List<String> command = new ArrayList<>(List.of(COMMAND));
        command.addAll(Arrays.asList(verb));
        command.addAll(List.of("--config", files.config(node).toString()));
        return lab.run(node, command.toArray(String[]::new));
    }

    /** Halts a node, which stays in standby until it is told to resume. */
    Outcome halt(int node) {
        halted.add(node);
        return mosha(node, "halt");
    }

    /** Ends the standby of the nodes that were halted; the ensemble has to be able to come up. */
    void resume() {
        for (int node : Set.copyOf(halted)) {
            Await.until("node " + node + " resumes", () -> mosha(node, "resume").exitCode() == 0);
            halted.remove(node);
        }
    }

    /** The processes of a node's daemon: one, or none when it does not run. */
    List<Long> daemon(int node) {
        return pids(node, words -> words.contains(MAIN) && words.contains("run"));
    }

    /** The guards of a node's daemon. */
    List<Long> guards(int node) {
        return pids(node, words -> words.stream().limit(2).anyMatch(word -> word.endsWith("/mosha-guard")));
    }

    private List<Long> pids(int node, Predicate<List<String>> which) {
        return lab.pids(node).stream()
                .filter(pid -> which.test(Processes.commandLine(pid)))
                .toList();
    }

    /** Sends a signal to a node's daemon only. */
    void signal(int node, String signal) throws IOException, InterruptedException {
        Processes.signal(daemon(node), signal);
    }

    /** The groups that have a process on a node. */
    Set<String> groupsOn(int node) {
        Set<String> on = new TreeSet<>();
        watch.living().forEach((group, services) -> {
            if (services.stream().anyMatch(service -> service.host() == node)) {
                on.add(group);
            }
        });
        return on;
    }

    /** The consolidated status as a node has written it: group, node, and level with state, such as "start DONE". */
    SortedMap<String, SortedMap<Integer, String>> hastat(int node) throws IOException {
        return Hastat.read(files.base(node));
    }

    /** The node whose peer leads the engine; none where the engine has no leader. */
    Optional<Integer> leader() {
        return nodes().stream()
                .filter(node -> daemon(node).stream().anyMatch(LabCluster::leads))
                .findFirst();
    }

    /** Only the leader of the peers listens for followers. */
    private static boolean leads(long daemon) {
        try {
            return Processes.listeningPorts(daemon).contains(FOLLOWERS_PORT);
        } catch (IOException e) {
            return false;
        }
    }

    /** Stops a group, and has it start again, on one of these nodes if they like. */
    private void move(String group, List<Integer> nodes) {
        String prefer = nodes.stream().map(String::valueOf).collect(Collectors.joining(","));
        int node = nodes.get(0);
        try {
            String text = files.hactlText(node);
            files.hactl(node, text.replaceAll("(?m)^" + group + " start.*", group + " stop"));
            Await.until(group + " has stopped", () -> !watch.living().containsKey(group));
            files.hactl(node, text.replaceAll("(?m)^" + group + " start.*", group + " start prefer=" + prefer));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        awaitWell();
    }

    /** Waits until groups have a process elsewhere than on a node. */
    void awaitElsewhere(Set<String> lost, int node) {
        Await.until(lost + " run elsewhere than on node " + node, () -> {
            Map<String, List<Service>> living = watch.living();
            return lost.stream()
                    .allMatch(group ->
                            living.getOrDefault(group, List.of()).stream().anyMatch(service -> service.host() != node));
        });
    }

    /** The groups that are on a node, by what it says itself. */
    Set<String> hastatOn(int node) throws IOException {
        return hastat(node).entrySet().stream()
                .filter(group -> group.getValue().containsKey(node))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Waits until all nodes say that each group is at its level somewhere. */
    void awaitAgreement() {
        Await.until("all agree", () -> {
            SortedMap<String, SortedMap<Integer, String>> first = hastat(1);
            for (int node : nodes()) {
                if (!hastat(node).equals(first)) {
                    return false;
                }
            }
            return first.size() == groups.names().size()
                    && first.values().stream()
                            .allMatch(group -> List.copyOf(group.values()).equals(List.of("start DONE")));
        });
    }

    /** Waits until groups have said, after a time, that they were started elsewhere than on a node. */
    void awaitStartsElsewhere(long since, int node, Set<String> lost) {
        Await.until(lost + " are started elsewhere than on node " + node, () -> {
            Set<String> missing = new TreeSet<>(lost);
            watch.startsSince(since).stream()
                    .filter(line -> line.node() != node)
                    .forEach(line -> missing.remove(line.group()));
            return missing.isEmpty();
        });
    }

    /** A node that leads the engine, or does not, and has groups: if need be, some are moved to it. */
    int withGroups(boolean leading) {
        for (int tries = 0; tries < TRIES; tries++) {
            List<Integer> candidates = nodes().stream()
                    .filter(node -> leader().map(leader -> leader.equals(node) == leading)
                            .orElse(true))
                    .toList();
            Optional<Integer> owner = candidates.stream()
                    .filter(node -> !groupsOn(node).isEmpty())
                    .findFirst();
            if (owner.isPresent()) {
                return owner.get();
            }
            move(groups.names().get(tries), candidates);
        }
        throw new AssertionError("no group goes where it should\n" + tell());
    }

    /** Waits until each group has a process, somewhere. */
    void awaitAllRun() {
        Await.until("all groups run", () -> watch.living().keySet().containsAll(groups.names()));
    }

    /** Waits until nothing of any group lives on a node. */
    void awaitQuiet(int node) {
        Await.until("nothing runs on node " + node, () -> groupsOn(node).isEmpty());
    }

    /** Waits until all nodes are up and agree, and each group runs once. */
    void awaitWell() {
        awaitWell(nodes());
    }

    /** Waits until some nodes are up and agree, and each group runs once, on one of them. */
    void awaitWell(List<Integer> observers) {
        try {
            Await.until("all groups run, and " + observers + " agree", () -> isWell(observers));
        } catch (RuntimeException e) {
            throw new AssertionError(e.getMessage() + "\n" + tell(), e);
        }
    }

    private boolean isWell(List<Integer> observers) throws IOException {
        SortedMap<String, SortedMap<Integer, String>> first = hastat(observers.get(0));
        for (int node : observers) {
            if (daemon(node).size() != 1 || !hastat(node).equals(first)) {
                return false;
            }
        }
        Map<String, List<Service>> living = watch.living();
        return List.copyOf(first.keySet()).equals(groups.names())
                && first.entrySet().stream()
                        .allMatch(group -> group.getValue().size() == 1
                                && group.getValue().containsValue("start DONE")
                                && runsOnce(
                                        living.getOrDefault(group.getKey(), List.of()),
                                        group.getValue().firstKey()));
    }

    private static boolean runsOnce(List<Service> services, int node) {
        return services.size() == 1 && services.get(0).host() == node;
    }

    /** What each node says, and what lives. */
    String tell() {
        StringBuilder text = new StringBuilder();
        for (int node : nodes()) {
            text.append("node ")
                    .append(node)
                    .append(lab.isOn(node) ? "" : " (off)")
                    .append(": daemon ")
                    .append(daemon(node));
            try {
                text.append(", ").append(hastat(node)).append('\n');
            } catch (IOException e) {
                text.append(", no hastat\n");
            }
        }
        return text.append("living: ").append(watch.living()).toString();
    }

    @Override
    public void close() throws IOException {
        watch.close();
        lab.close();
    }
}
