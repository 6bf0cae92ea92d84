package org.mosha.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.mosha.it.Await;
import org.mosha.it.Processes;

/**
 * Has faults happen to a cluster by chance, several at a time, and now and then repairs everything. After each repair one
 * fault happens alone, and it is measured how long the groups need to run elsewhere.
 *
 * <p>What a node without fencing cannot survive is left out: that its daemon stands still while its guard is dead. One
 * that has lost its disk has no vote until it has a copy again, so that no second one loses its disk before.
 */
final class Campaign {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(2500);
    private static final int MOST_IN_A_ROW = 8;
    private static final int LATEST_STORY = 60;

    private final LabCluster cluster;
    private final Random random;
    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    private final Map<String, List<Long>> millis = new TreeMap<>();
    private final List<String> story = new ArrayList<>();
    private final Set<Integer> still = new HashSet<>();
    private int edits;

    Campaign(LabCluster cluster, long seed) {
        this.cluster = cluster;
        this.random = new Random(seed);
    }

    /** Has one fault happen to a cluster that is well, and then some more, until everything is to be repaired. */
    int round(int most) throws Exception {
        int happened = measured();
        int more = Math.min(most - happened, random.nextInt(MOST_IN_A_ROW));
        for (int i = 0; i < more; i++) {
            pause();
            happen();
            happened++;
        }
        pause();
        repair();
        return happened;
    }

    /** How often each fault has happened. */
    Map<Fault, Integer> counts() {
        return counts;
    }

    /** How long it took until the groups of a node ran elsewhere, by what had happened to it. */
    Map<String, List<Long>> millis() {
        return millis;
    }

    /** What has happened lately. */
    String story() {
        return String.join("\n", story.subList(Math.max(0, story.size() - LATEST_STORY), story.size()));
    }

    private int measured() throws Exception {
        Fault fault = draw(true);
        List<Integer> owners = cluster.nodes().stream()
                .filter(n -> !cluster.groupsOn(n).isEmpty())
                .toList();
        int node = owners.get(random.nextInt(owners.size()));
        Set<String> lost = cluster.groupsOn(node);
        String role = cluster.leader().filter(leader -> leader == node).isPresent() ? " of the leader" : "";
        long begun = System.nanoTime();
        happen(fault, node);
        cluster.awaitStartsElsewhere(begun, node, lost);
        millis.computeIfAbsent(fault + role, name -> new ArrayList<>())
                .add(cluster.watch().lastStart(begun, node, lost) / 1_000_000);
        return 1;
    }

    private int node() {
        return 1 + random.nextInt(cluster.nodes().size());
    }

    private void happen() throws Exception {
        while (!happen(draw(false), node())) {
            // one that can happen now
        }
    }

    private Fault draw(boolean losing) {
        List<Fault> urn = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            if (fault.isLosing() || !losing) {
                urn.addAll(Collections.nCopies(fault.weight(), fault));
            }
        }
        return urn.get(random.nextInt(urn.size()));
    }

    private boolean happen(Fault fault, int node) throws Exception {
        if (!can(fault, node)) {
            return false;
        }
        counts.merge(fault, 1, Integer::sum);
        tell(fault + " " + node);
        Lab lab = cluster.lab();
        switch (fault) {
            case KILL_DAEMON -> cluster.signal(node, "KILL");
            case POWER_OFF -> lab.off(node);
            case FREEZE_HOST -> lab.freeze(node);
            case STOP_DAEMON -> stop(node);
            case LINK_DOWN -> lab.linkDown(node);
            case ISOLATE -> lab.isolate(node);
            case HALT -> cluster.halt(node);
            case TERMINATE -> cluster.terminate(node);
            case KILL_GUARD -> killGuard(node);
            case CUT_ONE_WAY -> lab.cut(node, another(node));
            case PARTITION -> partition();
            case LOSS -> lab.loss(node, 5 + random.nextInt(45));
            case WIPE -> wipe(node);
            case KILL_PROCESS -> killProcess(node);
            case EDIT_HACTL -> cluster.files().hactl(node, cluster.groups().hactl("edit " + ++edits));
            case EDIT_CLTAB -> cluster.files().cltab(node, cluster.groups().cltab("edit " + ++edits));
            case REPAIR -> repair(node);
        }
        return true;
    }

    private boolean can(Fault fault, int node) {
        boolean on = cluster.lab().isOn(node);
        boolean frozen = on && cluster.lab().isFrozen(node);
        boolean awake =
                on && !frozen && !still.contains(node) && !cluster.daemon(node).isEmpty();
        return switch (fault) {
            case POWER_OFF -> on;
            case LINK_DOWN, LOSS -> on && !frozen;
            case ISOLATE, CUT_ONE_WAY, PARTITION, REPAIR -> true;
            case FREEZE_HOST -> on && !frozen && !still.contains(node);
            case KILL_DAEMON, STOP_DAEMON, HALT, TERMINATE, KILL_GUARD, KILL_PROCESS -> awake;
            case WIPE -> on && !frozen && cluster.others(node).stream().allMatch(cluster.files()::hasCopy);
            case EDIT_HACTL, EDIT_CLTAB -> on && !frozen && cluster.files().isConfigured(node);
        };
    }

    private void stop(int node) throws Exception {
        still.add(node);
        cluster.signal(node, "STOP");
    }

    /** Another guard must come; until then nothing else happens, as nobody would kill this node's groups. */
    private void killGuard(int node) throws Exception {
        List<Long> guards = cluster.guards(node);
        Processes.signal(guards, "KILL");
        Await.until("node " + node + " has another guard, or runs nothing", () -> {
            List<Long> now = cluster.guards(node);
            return !now.isEmpty() && now.stream().noneMatch(guards::contains)
                    || cluster.groupsOn(node).isEmpty();
        });
    }

    private int another(int node) {
        List<Integer> others = cluster.others(node);
        return others.get(random.nextInt(others.size()));
    }

    private void partition() {
        List<Integer> nodes = new ArrayList<>(cluster.nodes());
        Collections.shuffle(nodes, random);
        int first = 1 + random.nextInt(nodes.size() - 1);
        cluster.lab().partition(text(nodes.subList(0, first)), text(nodes.subList(first, nodes.size())));
    }

    private static String text(List<Integer> nodes) {
        return String.join(",", nodes.stream().map(String::valueOf).toList());
    }

    /** A node loses its power and its disk, as one that is replaced. */
    private void wipe(int node) throws IOException {
        cluster.lab().off(node);
        still.remove(node);
        cluster.files().wipe(node);
        cluster.lab().boot(node);
    }

    private void killProcess(int node) throws Exception {
        List<Long> pids = new ArrayList<>();
        cluster.watch()
                .living()
                .values()
                .forEach(services -> services.stream()
                        .filter(service -> service.host() == node)
                        .forEach(service -> pids.add(service.pid())));
        if (!pids.isEmpty()) {
            Processes.signal(pids.get(random.nextInt(pids.size())), "KILL");
        }
    }

    private void repair(int node) throws Exception {
        cluster.lab().heal();
        new Repair(cluster).host(node);
        still.remove(node);
    }

    /** Repairs everything; all groups must come to run, once, and all nodes must agree. */
    private void repair() throws Exception {
        tell("all is repaired");
        for (int node : cluster.nodes()) {
            repair(node);
        }
        new Repair(cluster).all();
        cluster.awaitWell();
        tell("all is well");
    }

    private void pause() {
        long most = LONGEST_PAUSE.minus(SHORTEST_PAUSE).toMillis();
        LockSupport.parkNanos(
                SHORTEST_PAUSE.plusMillis((long) (random.nextDouble() * most)).toNanos());
    }

    private void tell(String what) {
        story.add(System.nanoTime() + " " + what);
    }
}
