package org.mosha.it;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.jmx.BeanNames;

/** Real daemons with ZooKeeper peers, one of which has a small disk for its {@code var.dir}. */
@Tag(Places.CLUSTER)
class FullDiskIT {
    private static final Path LEDGER = Path.of("src/test/ledger/ledger.pl").toAbsolutePath();
    private static final int MEGABYTES = 24;

    @TempDir
    Path dir;

    private static boolean saysWhy(DaemonUnderTest node, String part) throws Exception {
        return hasProblem(node, part) && node.ask("why", "web").contains(part);
    }

    private static boolean hasProblem(DaemonUnderTest node, String part) throws Exception {
        return Arrays.stream((String[]) node.jmx().get(BeanNames.CLUSTER, "ConfigProblems"))
                .anyMatch(problem -> problem.contains(part));
    }

    @Test
    void aNodeWithAFullDiskGivesItsGroupsUpAndSaysWhyAndComesBack() throws Exception {
        ClusterUnderTest cluster = new ClusterUnderTest(dir, 3).withZooKeeper().withLedger();
        cluster.node(1).cltab("web:web1:start:respawn:exec perl " + LEDGER + " $CLUSTER/ledger");
        cluster.node(1).hactl("web start");
        Map<Integer, SmallDisk> disks = new HashMap<>();
        try (cluster) {
            for (int node : cluster.numbers()) {
                disks.put(node, SmallDisk.mount(cluster.node(node).varDir(), MEGABYTES, FullDiskIT.class));
            }
            cluster.start();
            int owner = cluster.awaitOn("web", "start DONE");
            DaemonUnderTest full = cluster.node(owner);
            String data = full.varDir().resolve("zookeeper").toString();

            Await.until("it notices", () -> {
                disks.get(owner).fill();
                return hasProblem(full, data);
            });
            cluster.awaitElsewhere(cluster.others(owner), "web", owner);
            Await.until("its commands have ended", () -> full.children().isEmpty());
            Await.until("it says why", () -> saysWhy(full, data));

            disks.get(owner).free();
            Await.until(
                    "it takes part again",
                    () -> full.jmx().get(BeanNames.CLUSTER, "EngineConnected").equals(true));
            cluster.awaitOn("web", "start DONE");
            Await.until("nothing is wrong any more", () -> !hasProblem(full, data));
            cluster.neverTwice();
        } finally {
            for (SmallDisk disk : disks.values()) {
                disk.close();
            }
        }
    }
}
