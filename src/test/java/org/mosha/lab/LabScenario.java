package org.mosha.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.mosha.ledger.LedgerLine;

/**
 * Three hosts that go through one scenario after the other. After each, everything is repaired, all groups must run
 * again, all nodes must agree, and what has happened is judged.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
abstract class LabScenario {
    /** Longer than a session, and than whatever follows from its end. */
    private static final Duration A_WHILE = Duration.ofSeconds(3);

    private LabCluster cluster;
    private Verdict verdict;

    /** Gives a cluster that has not started its settings. */
    abstract void prepare(LabCluster prepared) throws IOException;

    @BeforeAll
    void up() throws IOException {
        LabNeeds.check(getClass());
        Lab lab = Lab.up(getClass().getSimpleName(), 3);
        cluster = new LabCluster(lab, LabGroups.ofAllKinds(lab));
        verdict = new Verdict(cluster);
        prepare(cluster);
        cluster.beginAll();
        cluster.awaitWell();
        verdict.neverTwice();
    }

    @AfterAll
    void down() throws IOException {
        if (cluster != null) {
            try {
                verdict.somethingWasJudged();
                System.out.println("lab: " + verdict);
            } finally {
                cluster.close();
            }
        }
    }

    @AfterEach
    void settle() throws IOException, InterruptedException {
        new Repair(cluster).all();
        cluster.awaitWell();
        verdict.neverTwice();
        verdict.sameConfiguration();
    }

    final LabCluster cluster() {
        return cluster;
    }

    final Lab lab() {
        return cluster.lab();
    }

    final Verdict verdict() {
        return verdict;
    }

    /** A node that has groups, and is not the engine's leader where there is one. */
    final int follower() {
        return cluster.withGroups(false);
    }

    /** The engine's leader; it gets groups when it has none. */
    final int leader() {
        return cluster.withGroups(true);
    }

    /** Something that happens. */
    interface Deed {
        /** Has it happen. */
        void run() throws Exception;
    }

    /** Does something to a node, waits until its groups run elsewhere, and tells how long that took. */
    final Set<String> lose(String what, int node, Deed deed) throws Exception {
        Set<String> lost = cluster.groupsOn(node);
        assertFalse(lost.isEmpty(), "there is nothing to lose on node " + node);
        long begun = System.nanoTime();
        deed.run();
        cluster.awaitStartsElsewhere(begun, node, lost);
        System.out.printf(
                Locale.ROOT,
                "lab: %s: %d groups run elsewhere after %d ms%n",
                what,
                lost.size(),
                cluster.watch().lastStart(begun, node, lost) / 1_000_000);
        return lost;
    }

    /** Lets the present state last for longer than a session: no group may run twice meanwhile. */
    final void endure() {
        Awaitility.await()
                .during(A_WHILE)
                .until(() -> cluster.watch().overlaps().isEmpty());
    }

    /** The same, and nothing may start on some nodes. */
    final void endureWithoutStarts(Integer... nodes) {
        long begun = System.nanoTime();
        endure();
        List<LedgerLine> starts = cluster.watch().startsSince(begun).stream()
                .filter(line -> List.of(nodes).contains(line.node()))
                .toList();
        assertEquals(List.of(), starts);
    }
}
