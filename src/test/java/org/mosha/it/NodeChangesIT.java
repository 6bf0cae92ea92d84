package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.cli.Outcome;
import org.mosha.jmx.BeanNames;
import org.mosha.ledger.LedgerFile;
import org.mosha.ledger.LedgerLine;

/** Nodes come into a cluster of real daemons and leave it, while its groups run on. */
@Tag(Places.CLUSTER)
class NodeChangesIT {
    private static final Path LEDGER = Path.of("src/test/ledger/ledger.pl").toAbsolutePath();

    @TempDir
    Path dir;

    /** Four nodes, of which the first one knows nothing of the others. */
    private ClusterUnderTest prepare() throws Exception {
        ClusterUnderTest cluster = new ClusterUnderTest(dir, 4).withZooKeeper(1).withLedger();
        cluster.node(1)
                .cltab(
                        "web:web1:start:respawn:exec perl " + LEDGER + " $CLUSTER/ledger",
                        "db:db1:start:respawn:exec perl " + LEDGER + " $CLUSTER/ledger");
        cluster.node(1).hactl("web start prefer=1", "db start prefer=1");
        return cluster;
    }

    private List<LedgerLine> starts() throws IOException {
        return new LedgerFile(dir.resolve("ledger"))
                .news().stream()
                        .filter(line -> line.event() == LedgerLine.Event.START)
                        .toList();
    }

    private static void sees(ClusterUnderTest cluster, int observer, int... nodes) throws Exception {
        Await.until("node " + observer + " sees " + nodes.length + " nodes", () -> {
            Jmx jmx = cluster.node(observer).jmx();
            return Arrays.equals(nodes, (int[]) jmx.get(BeanNames.CLUSTER, "UpNodes"))
                    && jmx.get(BeanNames.QUORUM, "RememberedNodes").equals(nodes.length)
                    && jmx.get(BeanNames.CLUSTER, "NodeCount").equals(nodes.length);
        });
    }

    private static void told(ClusterUnderTest cluster, int node, String part) {
        Await.until(
                "it is told: " + part,
                () -> String.join("\n", (String[]) cluster.node(node).jmx().get(BeanNames.CLUSTER, "ConfigProblems"))
                        .contains(part));
    }

    private static void refused(Outcome outcome, String sentence) {
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.err().contains(sentence), outcome.err());
    }

    private static boolean isHalted(ClusterUnderTest cluster, int node) throws Exception {
        return (boolean) cluster.node(node).jmx().get(BeanNames.CLUSTER, "Standby");
    }

    /** Its settings know of no other node, and it has nothing else: it begins no second cluster all the same. */
    private static void losesEverything(ClusterUnderTest cluster, int node) throws Exception {
        FileUtils.deleteDirectory(cluster.node(node).varDir().toFile());
        cluster.start(List.of(node));
        sees(cluster, node, 1, 2, 3, 4);
        cluster.node(node).ask("stop");
    }

    @Test
    void aNodeThatIsToldToRemoveItselfTakesThatForNoError() throws Exception {
        ClusterUnderTest prepared = new ClusterUnderTest(dir, 2).withZooKeeper().withLedger();
        prepared.node(1).cltab("web:web1:start:respawn:exec perl " + LEDGER + " $CLUSTER/ledger");
        prepared.node(1).hactl("web start");
        try (ClusterUnderTest cluster = prepared.start()) {
            int owner = cluster.awaitOn(List.of(1, 2), "web", "start DONE");
            DaemonUnderTest node = cluster.node(owner);
            node.ask("node", "remove", Integer.toString(owner));
            cluster.awaitElsewhere(List.of(3 - owner), "web", owner);
            node.awaitLog("quorum lost: this node is not one of the cluster's nodes");
            node.awaitLog("and runs nothing");
            List<String> errors =
                    node.log().lines().filter(line -> line.contains(" ERROR ")).toList();
            assertEquals(List.of(), errors);
            cluster.neverTwice();
        }
    }

    @Test
    void nodesAreAddedAndRemovedWhileTheGroupsRunOn() throws Exception {
        try (ClusterUnderTest cluster = prepare().start(List.of(1))) {
            cluster.awaitAt(List.of(1), "web", 1);
            cluster.awaitAt(List.of(1), "db", 1);
            List<LedgerLine> before = starts();
            refused(cluster.node(1).mosha("node", "add", "4"), "node 4 is not there: start its daemon first");

            cluster.start(List.of(2, 3, 4));
            cluster.node(4).awaitLog("node 4 is not one of the cluster's nodes");
            for (int node : List.of(2, 3, 4)) {
                told(cluster, 1, "node " + node + " waits to be added");
            }
            told(cluster, 4, "node 4 is not one of the cluster's nodes");
            assertEquals(
                    "mosha: node 4 is not one of the cluster's nodes [1]: 'mosha node add 4' on one of them adds it\n",
                    cluster.node(4).mosha("groups").err());
            refused(cluster.node(1).mosha("node", "add", "4=elsewhere"), "by its own settings, not at elsewhere");
            for (int node : List.of(2, 3, 4)) {
                cluster.node(node - 1).ask("node", "add", Integer.toString(node));
                // before it knows that it is one of them it cannot add another one
                sees(cluster, node, IntStream.rangeClosed(1, node).toArray());
            }
            sees(cluster, 1, 1, 2, 3, 4);
            refused(cluster.node(1).mosha("node", "add", "4"), "one of the cluster's nodes already");
            told(cluster, 1, "in the settings is not what the cluster has");
            assertEquals(before, starts());

            // three of four are a majority; the lost one, which had the first word in all, is not missed
            cluster.powerOff(1);
            cluster.awaitElsewhere(List.of(2, 3, 4), "web", 1);
            cluster.awaitElsewhere(List.of(2, 3, 4), "db", 1);
            losesEverything(cluster, 1);
            cluster.node(4).ask("node", "remove", "1");
            sees(cluster, 4, 2, 3, 4);
            sees(cluster, 2, 2, 3, 4);
            assertEquals(before.size() + 2, starts().size());

            // one that lives halts its groups first
            int owner = cluster.awaitOn(List.of(2, 3, 4), "web", "start DONE");
            int other = owner == 4 ? 3 : 4;
            String said = cluster.node(other).ask("node", "remove", Integer.toString(owner));
            assertTrue(said.contains("halts its groups first\nnode " + owner + " is removed from the cluster"), said);
            cluster.node(owner).awaitLog("node " + owner + " was removed from the cluster");
            assertEquals(List.of(), cluster.node(owner).children());
            cluster.awaitElsewhere(List.of(other), "web", owner);
            // it begins to wait for that in a moment
            told(cluster, other, "node " + owner + " waits to be added");
            cluster.node(other).ask("node", "add", Integer.toString(owner));
            sees(cluster, other, 2, 3, 4);

            // one that was lost just now counts as up for a while, but none is halted for that
            int third = 2 + 3 + 4 - owner - other;
            Await.until("node " + owner + " works", () -> !isHalted(cluster, owner));
            cluster.powerOff(third);
            refused(cluster.node(other).mosha("node", "remove", Integer.toString(owner)), "it would leave no majority");
            assertFalse(isHalted(cluster, owner));
            cluster.start(List.of(third));
            sees(cluster, other, 2, 3, 4);

            // with its old disk, and a number that is lower than all others
            cluster.correct(1).start(List.of(1));
            cluster.node(1).awaitLog("node 1 is not one of the cluster's nodes");
            cluster.node(other).ask("node", "add", "1");
            sees(cluster, other, 1, 2, 3, 4);
            cluster.neverTwice();
        }
    }
}
