package org.mosha.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mosha.ledger.LedgerCheck;
import org.mosha.ledger.LedgerLine;

/**
 * Measures; not a part of the build, and only as good as the machine is quiet. Properties: {@code lab.rounds} (5),
 * {@code lab.seconds} (60: how long idle and calm clusters are looked at), {@code lab.settle} (20: how many seconds an
 * idle one is left alone before), {@code lab.groups} (100 when idle, 1000 when many),
 * {@code lab.writers} (2, on a busy disk), {@code lab.settings}.
 */
class LabFigures {
    private static final int ROUNDS = Integer.getInteger("lab.rounds", 5);
    private static final Duration LOOK_ON = Duration.ofSeconds(Long.getLong("lab.seconds", 60L));
    private static final Duration SETTLE = Duration.ofSeconds(Long.getLong("lab.settle", 20L));

    @BeforeAll
    static void needsALab() {
        LabNeeds.check(LabFigures.class);
    }

    private interface Loss {
        void of(int node) throws Exception;
    }

    /** How long until groups run elsewhere. */
    @Test
    void failOver() throws Exception {
        try (LabCluster cluster = LabCluster.started("LabFigures", 3, LabGroups::ofAllKinds)) {
            Lab lab = cluster.lab();
            Map<String, Loss> losses = new LinkedHashMap<>();
            losses.put("kill -9 of the daemon", node -> cluster.signal(node, "KILL"));
            losses.put("host off", lab::off);
            losses.put("link down", lab::linkDown);
            losses.put("host isolated", lab::isolate);
            losses.put("daemon stopped", node -> cluster.signal(node, "STOP"));
            losses.put("halt", node -> cluster.halt(node));
            Map<String, List<Long>> millis = new LinkedHashMap<>();
            for (int i = 0; i < ROUNDS; i++) {
                for (Map.Entry<String, Loss> loss : losses.entrySet()) {
                    lose(cluster, loss, false, millis);
                    if (cluster.leader().isPresent()) {
                        lose(cluster, loss, true, millis);
                    }
                }
            }
            millis.forEach((what, values) -> System.out.println("figures: " + new Figure(what, "ms", values)));
        }
    }

    private static void lose(
            LabCluster cluster, Map.Entry<String, Loss> loss, boolean leader, Map<String, List<Long>> into)
            throws Exception {
        int node = cluster.withGroups(leader);
        Set<String> lost = cluster.groupsOn(node);
        String what = loss.getKey() + (leader ? ", leader" : "");
        cluster.watch().turn();
        long begun = System.nanoTime();
        loss.getValue().of(node);
        cluster.awaitStartsElsewhere(begun, node, lost);
        add(into, what, cluster.watch().lastStart(begun, node, lost) / 1_000_000);
        LedgerCheck check = cluster.watch().turn();
        assertEquals(List.of(), check.overlaps());
        for (LedgerCheck.Move move : check.moves()) {
            add(into, what + ": nowhere", move.gapNanos() / 1_000_000);
        }
        new Repair(cluster).all();
        cluster.awaitWell();
    }

    private static void add(Map<String, List<Long>> into, String what, long value) {
        into.computeIfAbsent(what, w -> new ArrayList<>()).add(value);
    }

    /** What a node uses when nothing happens. */
    @Test
    void idle() throws Exception {
        int groups = Integer.getInteger("lab.groups", 100);
        try (LabCluster cluster = LabCluster.started("LabFigures", 3, lab -> LabGroups.plain(lab, groups, 60_000))) {
            cluster.watch().close();
            Stillness.pass(SETTLE);
            Map<Integer, Usage> before = usage(cluster);
            Stillness.pass(LOOK_ON);
            Map<Integer, Usage> after = usage(cluster);
            for (int node : cluster.nodes()) {
                long cpu = after.get(node).cpuMillisSince(before.get(node));
                System.out.printf(
                        "figures: idle with %d groups, node %d%s: %.2f %% of a core, %.1f MB PSS%n",
                        groups,
                        node,
                        cluster.leader().filter(leader -> leader == node).isPresent() ? " (leader)" : "",
                        100.0 * cpu / LOOK_ON.toMillis(),
                        after.get(node).pssKilobytes() / 1024.0);
            }
        }
    }

    private static Map<Integer, Usage> usage(LabCluster cluster) {
        return cluster.nodes().stream()
                .collect(Collectors.toMap(node -> node, node -> Usage.of(cluster.lab(), node, MoshaPeer.DAEMONS)));
    }

    /** Many groups: all off at first, then a host off. */
    @Test
    void many() throws IOException {
        int groups = Integer.getInteger("lab.groups", 1000);
        Lab lab = Lab.up("LabFigures", 3);
        try (LabCluster cluster = new LabCluster(lab, LabGroups.plain(lab, groups, 2000))) {
            cluster.withLabSettings().watch().onlyRead();
            long begun = System.nanoTime();
            cluster.beginAll();
            awaitStarts(cluster, begun, groups);
            System.out.printf("figures: %d groups run after %d ms%n", groups, lastStart(cluster, begun));
            cluster.awaitAgreement();
            int node = cluster.leader().map(leader -> leader % 3 + 1).orElse(1);
            Set<String> lost = cluster.hastatOn(node);
            long off = System.nanoTime();
            lab.off(node);
            cluster.awaitStartsElsewhere(off, node, lost);
            System.out.printf(
                    "figures: %d of them run elsewhere after %d ms%n",
                    lost.size(), cluster.watch().lastStart(off, node, lost) / 1_000_000);
            assertEquals(List.of(), cluster.watch().turn().overlaps());
        }
    }

    private static void awaitStarts(LabCluster cluster, long since, int groups) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> cluster.watch().startsSince(since).stream()
                                .map(LedgerLine::group)
                                .distinct()
                                .count()
                        == groups);
    }

    private static long lastStart(LabCluster cluster, long since) {
        return cluster.watch().startsSince(since).stream()
                        .mapToLong(line -> line.nanos() - since)
                        .max()
                        .orElse(0)
                / 1_000_000;
    }

    /** Nothing moves when nothing happens. */
    @Test
    void calm() throws IOException {
        lookOn("an idle machine", cluster -> {});
    }

    /** Nothing moves when others use all processors. */
    @Test
    void busy() throws IOException {
        int processors = Runtime.getRuntime().availableProcessors();
        List<Process> burners = new ArrayList<>();
        try {
            lookOn("a busy machine", cluster -> {
                for (int i = 0; i < processors; i++) {
                    burners.add(burner());
                }
            });
        } finally {
            burners.forEach(Process::destroyForcibly);
        }
    }

    /** Nothing moves when others use the disk on which all nodes have their data. */
    @Test
    void busyDisk() throws IOException {
        List<BusyDisk> disks = new ArrayList<>();
        try {
            lookOn("a busy disk", cluster -> disks.add(busy(cluster)));
        } finally {
            for (BusyDisk disk : disks) {
                disk.close();
            }
        }
    }

    private static BusyDisk busy(LabCluster cluster) {
        try {
            return new BusyDisk(cluster.lab().dir().resolve("busy-disk"), Integer.getInteger("lab.writers", 2));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Process burner() {
        try {
            return new ProcessBuilder("sh", "-c", "while :; do :; done").start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Nothing moves when one of ten packets gets lost. */
    @Test
    void loss() throws IOException {
        lookOn(
                "loss of a tenth of the packets",
                cluster -> cluster.nodes().forEach(node -> cluster.lab().loss(node, 5)));
    }

    private interface Begin {
        void with(LabCluster cluster);
    }

    private static void lookOn(String what, Begin begin) throws IOException {
        try (LabCluster cluster = LabCluster.started("LabFigures", 3, LabGroups::ofAllKinds)) {
            cluster.watch().turn();
            begin.with(cluster);
            long begun = System.nanoTime();
            Stillness.pass(LOOK_ON);
            LedgerCheck check = cluster.watch().turn();
            System.out.printf(
                    "figures: %s for %d s: %d moves, %d starts, %d times on two nodes%n",
                    what,
                    LOOK_ON.toSeconds(),
                    check.moves().size(),
                    cluster.watch().startsSince(begun).size(),
                    check.overlaps().size());
            assertEquals(List.of(), check.moves());
        }
    }
}
