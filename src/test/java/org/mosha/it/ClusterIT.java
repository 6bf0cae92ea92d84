package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.cli.Outcome;
import org.mosha.jmx.BeanNames;

/** Three nodes that are well: files, levels, places and standby. */
@Tag(Places.CLUSTER)
class ClusterIT {
    private static final String[] CLTAB = {
        "one:one1:start:respawn:echo $MOSHA_NODE $MOSHA_EPOCH >>$CLUSTER/one; exec sleep 1000",
        "two:two1:start:respawn:exec sleep 1000",
        "three:three1:start:respawn:exec sleep 1000",
        "picky:picky1:test:test:test $MOSHA_NODE != 1",
        "picky:picky2:start:respawn:exec sleep 1000",
    };

    @TempDir
    static Path dir;

    private static ClusterUnderTest cluster;
    private static int beginnings;

    @BeforeAll
    static void start() throws Exception {
        cluster = new ClusterUnderTest(dir, 3);
        cluster.node(1).cltab(CLTAB);
        cluster.node(1).hactl("one start", "two start", "three start");
        cluster.start();
    }

    @AfterAll
    static void end() throws IOException {
        cluster.close();
    }

    @BeforeEach
    void allIsWell() throws Exception {
        // another text each time: an edit elsewhere that does not know of this one might lose against it
        cluster.node(1).hactl("# " + ++beginnings, "one start", "two start", "three start");
        String text = Files.readString(cluster.node(1).hactl());
        for (int node : cluster.numbers()) {
            Path copy = cluster.node(node).hactl();
            Await.until("node " + node + " has it", () -> Files.readString(copy).equals(text));
        }
        for (String group : List.of("one", "two", "three")) {
            cluster.awaitOn(group, "start DONE");
        }
        cluster.awaitNowhere(cluster.numbers(), "picky");
        for (int node : cluster.numbers()) {
            Await.until("node " + node + " may get groups for all", () -> mayGetGroups(node));
        }
    }

    private static boolean mayGetGroups(int node) throws Exception {
        for (int observer : cluster.numbers()) {
            Jmx jmx = cluster.node(observer).jmx();
            if (!(Boolean) jmx.get(BeanNames.node(node), "Up") || (Boolean) jmx.get(BeanNames.node(node), "Standby")) {
                return false;
            }
        }
        return true;
    }

    @Test
    void anEditOfOneNodesHactlReachesAll() throws Exception {
        cluster.node(3).hactl("# from node 3", "one start", "three start");
        cluster.awaitNowhere(cluster.numbers(), "two");
        String text = Files.readString(cluster.node(3).hactl());
        for (int node : cluster.numbers()) {
            Path copy = cluster.node(node).hactl();
            Await.until("node " + node + " has it", () -> Files.readString(copy).equals(text));
            assertEquals(
                    Files.getLastModifiedTime(cluster.node(3).hactl()).toMillis(),
                    Files.getLastModifiedTime(copy).toMillis());
        }
    }

    @Test
    void aBadCltabOfOneNodeIsRefusedOnAll() throws Exception {
        String good = Files.readString(cluster.node(1).cltab());
        List<String> lines = new ArrayList<>(List.of(CLTAB));
        lines.add("one:other:start:respond:exec sleep 1000");
        cluster.node(2).cltab(lines.toArray(String[]::new));
        try {
            for (int node : cluster.numbers()) {
                Await.until(
                        "node " + node + " says so",
                        () -> problems(node).contains(node == 2 ? "respond" : "cltab of node 2 has errors"));
            }
            cluster.node(2).awaitLog("is refused; the last good one stays in force");
            cluster.node(3).awaitLog("cltab of node 2 has errors and is not taken");
            assertEquals(good, Files.readString(cluster.node(1).cltab()));
            cluster.awaitOn("one", "start DONE");
        } finally {
            cluster.node(2).cltab(CLTAB);
        }
        for (int node : cluster.numbers()) {
            Await.until("node " + node + " is content", () -> problems(node).isEmpty());
        }
    }

    private static String problems(int node) throws Exception {
        return String.join("\n", (String[]) cluster.node(node).jmx().get(BeanNames.CLUSTER, "ConfigProblems"));
    }

    @Test
    void aGroupGoesToTheNodeThatItPrefers() throws Exception {
        for (int node : List.of(2, 3, 1)) {
            cluster.node(1).hactl("one start", "three start");
            cluster.awaitNowhere(cluster.numbers(), "two");
            cluster.node(1).hactl("one start", "three start", "two start prefer=" + node);
            cluster.awaitAt(cluster.numbers(), "two", node);
        }
    }

    @Test
    void aGroupWhoseTestFailsOnANodeGoesToAnother() throws Exception {
        cluster.forget();
        cluster.node(1).hactl("one start", "two start", "three start", "picky start prefer=1,2");
        // the next best is node 2, unless that one is kept waiting for longer than its head start
        int owner = cluster.awaitOn("picky", "start DONE");
        assertNotEquals(1, owner);
        assertTrue(cluster.cameTo("picky", "test", "FAILED"));
        String why = cluster.node(1).ask("why", "picky");
        assertTrue(why.contains("runs here: start DONE") || why.contains("runs on node " + owner), why);
    }

    @Test
    void aNodeInStandbyGivesItsGroupsToOthers() throws Exception {
        int owner = cluster.awaitOn("one", "start DONE");
        cluster.node(owner).ask("halt");
        try {
            cluster.awaitElsewhere(cluster.numbers(), "one", owner);
            Await.until(
                    "its others have ended, too",
                    () -> cluster.node(owner).children().isEmpty());
        } finally {
            cluster.node(owner).ask("resume");
        }
        Await.until("it may get groups again", () -> mayGetGroups(owner));
        cluster.node(1).hactl("one start", "three start");
        cluster.awaitNowhere(cluster.numbers(), "two");
        cluster.node(1).hactl("one start", "three start", "two start prefer=" + owner);
        cluster.awaitAt(cluster.numbers(), "two", owner);
    }

    @Test
    void theEpochGrowsWithEachOwner() throws Exception {
        int owner = cluster.awaitOn("one", "start DONE");
        Await.until("its owner has said so", () -> lastOwner() == owner);
        cluster.node(owner).ask("halt");
        try {
            cluster.awaitElsewhere(cluster.numbers(), "one", owner);
        } finally {
            cluster.node(owner).ask("resume");
        }
        Await.until("the next one has said so", () -> lastOwner() != owner);
        List<Long> epochs = Files.readAllLines(cluster.file("one")).stream()
                .map(line -> Long.valueOf(line.split(" ")[1]))
                .toList();
        assertEquals(epochs.stream().sorted().distinct().toList(), epochs);
    }

    /** The node of the last process of the group {@code one} that has said on which it is. */
    private static int lastOwner() throws IOException {
        List<String> all = Files.readAllLines(cluster.file("one"));
        return Integer.parseInt(all.get(all.size() - 1).split(" ")[0]);
    }

    @Test
    void theWholeClusterCanBeHalted() throws Exception {
        cluster.node(2).ask("halt", "--cluster");
        try {
            cluster.awaitNowhere(cluster.numbers(), "one", "two", "three");
            for (int node : cluster.numbers()) {
                Await.until("node " + node + " is in standby", () ->
                        (Boolean) cluster.node(node).jmx().get(BeanNames.CLUSTER, "Standby"));
            }
            for (int node : cluster.numbers()) {
                Await.until("node 2 sees node " + node + " in standby", () ->
                        (Boolean) cluster.node(2).jmx().get(BeanNames.node(node), "Standby"));
            }
            String nodes = cluster.node(2).ask("nodes", "--json");
            assertEquals(cluster.numbers().size() + 1, nodes.split("\"standby\":true", -1).length, nodes);
            String why = cluster.node(2).ask("why", "one");
            assertTrue(why.contains("this node is in standby") && why.split("in standby", -1).length == 4, why);
        } finally {
            for (int node : cluster.numbers()) {
                cluster.node(node).ask("resume");
            }
        }
    }

    @Test
    void aNumberThatIsTakenIsRefusedWithTheHost() throws Exception {
        DaemonUnderTest impostor = cluster.impostor(2);
        Outcome outcome = impostor.mosha("start");
        String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).trim();
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.err().contains("node 2 is already run by host " + host), outcome.err());
        assertFalse(Files.exists(impostor.varDir().resolve("mosha.pid")));
    }

    @Test
    void eachNodeSeesTheWholeCluster() throws Exception {
        for (int node : cluster.numbers()) {
            Jmx jmx = cluster.node(node).jmx();
            // the files of the nodes may have told it that all is well before it heard of a node
            Await.untilHolds(() -> {
                assertArrayEquals(new int[] {1, 2, 3}, (int[]) jmx.get(BeanNames.CLUSTER, "UpNodes"));
                assertEquals(cluster.awaitOn("one", "start DONE"), jmx.group("one", "Node"));
                assertEquals(3, jmx.names("Node").size());
            });
        }
    }

    @Test
    void aNodeThatIsStoppedHandsItsGroupsOverAtOnce() throws Exception {
        int owner = cluster.awaitOn("one", "start DONE");
        List<Integer> others = new ArrayList<>(cluster.numbers());
        others.remove(Integer.valueOf(owner));
        cluster.node(owner).ask("stop");
        try {
            cluster.awaitElsewhere(others, "one", owner);
            assertFalse(Files.exists(cluster.node(owner).base().resolve("clstat")));
            assertFalse(Files.exists(cluster.node(owner).base().resolve("mosha.node")));
        } finally {
            cluster.node(owner).start();
        }
    }
}
