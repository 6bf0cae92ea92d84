package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.ledger.LedgerCheck;

/**
 * No group ever runs twice, whatever happens. Longer and larger: {@code -Dchaos.faults=200 -Dchaos.nodes=5}, and the
 * same again: {@code -Dchaos.seed=...}.
 */
@Tag(Places.CLUSTER)
class ChaosIT {
    private static final int BETWEEN_RESTS = 20;

    @TempDir
    Path dir;

    @Test
    void noGroupEverRunsTwiceAndAllRunInTheEnd() throws Exception {
        int faults = Integer.getInteger("chaos.faults", 25);
        int nodes = Integer.getInteger("chaos.nodes", 3);
        long seed = Long.getLong("chaos.seed", System.nanoTime() % 1_000_000_000);
        System.out.printf("chaos: %d faults on %d nodes, seed %d%n", faults, nodes, seed);
        try (ClusterUnderTest cluster = new ClusterUnderTest(dir, nodes).with("session.timeout", "3s");
                Chaos chaos = new Chaos(cluster, seed)) {
            LedgerCheck check = chaos.run(faults, BETWEEN_RESTS);
            assertTrue(check.moves().size() >= faults / 20, "too little has happened: " + check.moves());
            System.out.println("chaos: " + chaos.counts());
            System.out.println("chaos: " + summary(check));
        } catch (AssertionError e) {
            throw new AssertionError("with seed " + seed + ": " + e.getMessage(), e);
        }
    }

    private static String summary(LedgerCheck check) {
        int starts = check.runs().values().stream().mapToInt(List::size).sum();
        List<Double> gaps = check.moves().stream()
                .map(move -> move.gapNanos() / 1e6)
                .sorted()
                .toList();
        return String.format(
                Locale.ROOT,
                "%d lines, %d starts, %d times to another node: nowhere for %.0f ms at least, median %.0f, most %.0f;"
                        + " never on two",
                check.lines(),
                starts,
                gaps.size(),
                gaps.get(0),
                gaps.get(gaps.size() / 2),
                gaps.get(gaps.size() - 1));
    }

    /** With a claims directory of its own, a node does not see the others' claims; that must not go unnoticed. */
    @Test
    void brokenClaimsAreFound() throws Exception {
        try (ClusterUnderTest cluster = new ClusterUnderTest(dir, 2)) {
            cluster.with("placement", "random").with("balance", "100");
            Path other = Files.createDirectories(dir.resolve("other"));
            for (int node : cluster.numbers()) {
                Files.createSymbolicLink(
                        other.resolve("" + node), cluster.mfsbase().resolve("" + node));
            }
            cluster.seesInstead(2, other);
            String perl = Path.of("src/test/ledger/ledger.pl").toAbsolutePath().toString();
            cluster.node(1).cltab("web:w1:start:respawn:exec perl " + perl + " $CLUSTER/ledger");
            cluster.node(1).hactl("web stop");
            cluster.start();
            try (LedgerWatch watch = new LedgerWatch(cluster.file("ledger"))) {
                for (int i = 0; i < 100 && watch.overlaps().isEmpty(); i++) {
                    cluster.node(1).hactl("# " + i, "web start");
                    Await.until(
                            "it runs, once or twice",
                            () -> cluster.hastat(1)
                                    .getOrDefault("web", Collections.emptySortedMap())
                                    .containsValue("start DONE"));
                    cluster.node(1).hactl("# " + i, "web stop");
                    cluster.awaitNowhere(cluster.numbers(), "web");
                }
                assertFalse(watch.overlaps().isEmpty(), "no group has run twice");
                assertThrows(AssertionError.class, watch::verified);
            }
        }
    }
}
