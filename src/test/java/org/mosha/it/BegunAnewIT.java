package org.mosha.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real daemons that lost their copies, and that the operator tells to go on without: what is lost with them are the claims
 * of a node that stands still, or is cut off, and still has its lease.
 */
@Tag(Places.CLUSTER)
class BegunAnewIT {
    private static final Path LEDGER = Path.of("src/test/ledger/ledger.pl").toAbsolutePath();

    @TempDir
    Path dir;

    /** Leases of nine seconds, in which other daemons can be started. */
    private ClusterUnderTest cluster() throws Exception {
        ClusterUnderTest prepared =
                new ClusterUnderTest(dir, 3).withZooKeeper().withLedger().with("session.timeout", "12s");
        prepared.node(1).cltab("web:web1:start:respawn:exec perl " + LEDGER + " $CLUSTER/ledger");
        prepared.node(1).hactl("web start");
        return prepared;
    }

    private static void loseAndBeginAnew(ClusterUnderTest cluster, int node) throws Exception {
        Path data = cluster.node(node).varDir().resolve("zookeeper");
        FileUtils.deleteDirectory(data.toFile());
        Files.createDirectory(data);
        Files.createFile(data.resolve("initialize"));
    }

    private static int owner(ClusterUnderTest cluster, Collection<Integer> observers) {
        return cluster.awaitOn(observers, "web", "start DONE");
    }

    /** The owner stands still, and the others run its group when its guard has killed it. */
    private static void areTakenOver(ClusterUnderTest cluster, int owner) throws Exception {
        cluster.start(cluster.others(owner));
        cluster.awaitElsewhere(cluster.others(owner), "web", owner);
        Await.until(
                "its guard has killed it", () -> cluster.node(owner).children().isEmpty());
        cluster.neverTwice();
    }

    @Test
    void aMajorityThatKnowsNothingWaitsForTheLeasesOfTheOthers() throws Exception {
        try (ClusterUnderTest cluster = cluster().start()) {
            int owner = owner(cluster, cluster.numbers());
            Processes.signal(cluster.node(owner).pid(), "STOP");
            for (int node : cluster.others(owner)) {
                cluster.powerOff(node);
                loseAndBeginAnew(cluster, node);
            }
            areTakenOver(cluster, owner);
        }
    }

    @Test
    void soDoesOneThatKnowsOldClaimsOnly() throws Exception {
        try (ClusterUnderTest cluster = cluster().start()) {
            int first = owner(cluster, cluster.numbers());
            cluster.powerOff(first);
            cluster.awaitElsewhere(cluster.others(first), "web", first);
            int owner = owner(cluster, cluster.others(first));
            int witness = 6 - first - owner;
            Processes.signal(cluster.node(owner).pid(), "STOP");
            cluster.powerOff(witness);
            loseAndBeginAnew(cluster, witness);
            areTakenOver(cluster, owner);
        }
    }
}
