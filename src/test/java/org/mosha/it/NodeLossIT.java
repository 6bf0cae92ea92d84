package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.jmx.BeanNames;
import org.mosha.ledger.LedgerCheck;

/** Nodes that are lost: what the others take, when they must not, and what a node does that is alone. */
@Tag(Places.CLUSTER)
class NodeLossIT {
    private static final Path LEDGER = Path.of("src/test/ledger/ledger.pl").toAbsolutePath();

    @TempDir
    Path dir;

    private ClusterUnderTest cluster(int size) throws Exception {
        ClusterUnderTest cluster = new ClusterUnderTest(dir, size).withLedger();
        cluster.node(1)
                .cltab(
                        "web:web1:start:respawn:exec perl " + LEDGER + " $CLUSTER/ledger",
                        "db:db1:start:respawn:exec perl " + LEDGER + " $CLUSTER/ledger stopping=300");
        cluster.node(1).hactl("web start prefer=1", "db start prefer=1");
        return cluster;
    }

    /** The first node first, so that it has the groups. */
    private static ClusterUnderTest started(ClusterUnderTest cluster) throws Exception {
        cluster.start(List.of(1)).start(cluster.others(1));
        // while it says that it is alone, it is waited for much longer
        Path mark = cluster.node(1).base().resolve("mosha.node");
        Await.until("node 1 knows the others", () -> !Files.readString(mark).contains("sessionMillis=60000"));
        // who has not seen it alive only looks on for long before it has it shot
        long begun = heartbeat(mark);
        Await.until("the others hear node 1", () -> heartbeat(mark) > begun + 2);
        return cluster;
    }

    private static long heartbeat(Path mark) throws IOException {
        Properties said = new Properties();
        said.load(new StringReader(Files.readString(mark)));
        return Long.parseLong(said.getProperty("heartbeat"));
    }

    @Test
    void aNodeThatIsTakenFromTheListOrKilledGivesItsGroupsUp() throws Exception {
        try (ClusterUnderTest cluster = started(cluster(3).withHpc())) {
            cluster.awaitAt(cluster.numbers(), "web", 1);
            cluster.awaitAt(cluster.numbers(), "db", 1);
            cluster.hpc(1, 1);
            cluster.awaitElsewhere(cluster.others(1), "web", 1);
            cluster.awaitElsewhere(cluster.others(1), "db", 1);
            Await.until("nothing is left", () -> cluster.node(1).children().isEmpty());
            cluster.neverTwice();
            cluster.hpc(1, 3);
            awaitUp(cluster, 1);
            cluster.node(2).hactl("web stop", "db stop");
            cluster.awaitNowhere(cluster.numbers(), "web", "db");
            cluster.node(2).hactl("web start prefer=1", "db start prefer=1");
            cluster.awaitAt(cluster.numbers(), "web", 1);
            cluster.awaitAt(cluster.numbers(), "db", 1);
            theGroupsOfAKilledNodeAreTaken(cluster);
        }
    }

    private static void theGroupsOfAKilledNodeAreTaken(ClusterUnderTest cluster) throws Exception {
        cluster.hpc(1, 0);
        cluster.kill(1);
        for (String group : List.of("web", "db")) {
            cluster.awaitElsewhere(cluster.others(1), group, 1);
        }
        assertEquals(List.of(), cluster.node(1).children());
        cluster.neverTwice();
    }

    @Test
    void aNodeThatIsStoppedHandsOverWithoutAnyTimeOut() throws Exception {
        try (ClusterUnderTest cluster =
                started(cluster(2).with("session.timeout", "1h").with("quorum.ratio", "0.5"))) {
            cluster.awaitAt(cluster.numbers(), "web", 1);
            cluster.awaitAt(cluster.numbers(), "db", 1);
            cluster.node(1).ask("stop");
            cluster.awaitAt(List.of(2), "web", 2);
            cluster.awaitAt(List.of(2), "db", 2);
            cluster.neverTwice();
        }
    }

    @Test
    void aKilledGuardIsReplacedAndDoesItsWork() throws Exception {
        try (ClusterUnderTest cluster = started(cluster(2).with("quorum.ratio", "0.5"))) {
            cluster.awaitAt(cluster.numbers(), "web", 1);
            long guard = cluster.guards(1).get(0);
            Processes.signal(guard, "KILL");
            Await.until("another guard is there", () -> {
                List<Long> now = cluster.guards(1);
                return now.size() == 1 && now.get(0) != guard;
            });
            cluster.node(1).awaitLog("a new guard runs");
            cluster.kill(1);
            cluster.awaitAt(List.of(2), "web", 2);
            assertEquals(List.of(), cluster.node(1).children());
            cluster.neverTwice();
        }
    }

    @Test
    void whatADamagedStatusMayHideIsNotStarted() throws Exception {
        try (ClusterUnderTest cluster = cluster(3).withHpc()) {
            Path clstat = cluster.node(3).base().resolve("clstat");
            Files.writeString(clstat, "Cluster::Init::Group we");
            cluster.start(List.of(1, 2));
            for (int node : List.of(1, 2)) {
                awaitWhy(cluster, node, "web", "possibly on node 3, whose clstat is damaged");
            }
            Files.writeString(clstat, "Cluster::Init::Group other stop DONE\n");
            cluster.awaitOn(List.of(1, 2), "web", "start DONE");
        }
    }

    @Test
    void aNodeWhoseStatusIsDamagedKeepsItsGroupsUntilItsDaemonAndGuardDie() throws Exception {
        try (ClusterUnderTest cluster = started(cluster(3))) {
            cluster.awaitAt(cluster.numbers(), "web", 1);
            cluster.awaitAt(cluster.numbers(), "db", 1);
            Files.writeString(cluster.node(1).base().resolve("clstat"), "\0\0\0\0");
            Await.until("node 2 has noticed", () -> why(cluster, 2, "web").contains("runs on node 1"));
            cluster.node(2).hactl("web start prefer=1", "db stop");
            cluster.awaitNowhere(List.of(1), "db");
            cluster.awaitAt(cluster.numbers(), "web", 1);
            LedgerCheck check = cluster.ledger();
            assertEquals(List.of(), check.moves());
            assertEquals(1, check.starts("web"));

            cluster.node(2).hactl("web start prefer=1", "db start prefer=1");
            cluster.awaitAt(cluster.numbers(), "db", 1);
            isTakenOverWhenItsLeaseIsOver(cluster);
        }
    }

    private static void isTakenOverWhenItsLeaseIsOver(ClusterUnderTest cluster) throws Exception {
        cluster.powerOff(1);
        cluster.awaitElsewhere(cluster.others(1), "web", 1);
        assertTrue(Files.notExists(cluster.node(1).base().resolve("mosha.gone")));
        cluster.neverTwice();
        cluster.start(List.of(1));
        cluster.awaitOn("web", "start DONE");
        cluster.awaitOn("db", "start DONE");
    }

    @Test
    void aNodeThatHasLostTheOthersStopsUntilTheyAreBackOrTheOperatorResetsTheQuorum() throws Exception {
        try (ClusterUnderTest cluster = started(cluster(3))) {
            cluster.awaitAt(cluster.numbers(), "web", 1);
            theFirstLosesTheOthers(cluster);
            cluster.node(1).awaitLog("quorum lost");
            String log = cluster.node(1).log();
            assertTrue(log.indexOf("quorum lost") < log.indexOf("NOT_QUORATE"), log);

            // two, if it saw one of them go before the other
            Object remembered = quorum(cluster, "RememberedNodes");
            cluster.node(1).ask("restart");
            assertEquals(false, quorum(cluster, "Quorate"));
            assertEquals(remembered, quorum(cluster, "RememberedNodes"));
            assertEquals(List.of(), cluster.node(1).children());

            cluster.start(List.of(2, 3));
            cluster.awaitOn("web", "start DONE");
            cluster.awaitOn("db", "start DONE");
            assertEquals(true, quorum(cluster, "Quorate"));

            theFirstLosesTheOthers(cluster);
            theOperatorMayResetTheQuorum(cluster);
        }
    }

    private static void theFirstLosesTheOthers(ClusterUnderTest cluster) throws Exception {
        Await.until(
                "node 1 remembers three",
                () -> quorum(cluster, "RememberedNodes").equals(3));
        powerOffTogether(cluster, 2, 3);
        Await.until("it has no quorum", () -> quorum(cluster, "Quorate").equals(false));
        cluster.awaitNowhere(List.of(1), "web", "db");
        assertEquals(List.of(), cluster.node(1).children());
    }

    private static void theOperatorMayResetTheQuorum(ClusterUnderTest cluster) throws Exception {
        String lost = cluster.node(1).ask("quorum");
        assertTrue(lost.startsWith("no quorum: nodes seen 1, remembered 3, needed 2 (quorum.ratio 0.6)"), lost);
        assertEquals("the quorum remembers 1 node\n", cluster.node(1).ask("quorum", "--reset", "1"));
        cluster.awaitAt(List.of(1), "web", 1);
        assertEquals(true, quorum(cluster, "Quorate"));
        assertTrue(cluster.node(1).log().contains("quorum remembers 1 node from now on"));
    }

    @Test
    void withStomithOnlyAConfirmedShotGivesGroupsAway() throws Exception {
        Path script = dir.resolve("shoot");
        Files.writeString(
                script, "#!/bin/sh\necho \"$1 $MOSHA_STOMITH_INCARNATION\" >>$CLUSTER/shots\ntest -e $CLUSTER/works\n");
        assertTrue(script.toFile().setExecutable(true));
        ClusterUnderTest prepared = cluster(3).with("fencing", "stomith").with("stomith", script.toString());
        try (ClusterUnderTest cluster = started(prepared)) {
            cluster.awaitAt(cluster.numbers(), "web", 1);
            cluster.powerOff(1);
            // it holds claims, so it is shot as soon as its session is over, and first by one of the two
            Await.untilHolds(() -> {
                String why = why(cluster, 2, "web") + why(cluster, 3, "web");
                assertTrue(why.contains("which is lost, and STOMITH has failed"), why);
            });
            // who only looks on takes its groups as well
            cluster.node(2).ask("halt");
            Files.createFile(cluster.file("works"));
            cluster.node(2).ask("stomith", "1", "--yes");
            cluster.awaitAt(List.of(2, 3), "web", 3);
            cluster.awaitAt(List.of(2, 3), "db", 3);
            assertTrue(Files.readString(cluster.node(1).base().resolve("mosha.fence"))
                    .contains("CONFIRMED"));
            cluster.neverTwice();

            // its next life is nothing that anybody has shot
            cluster.start(List.of(1));
            awaitUp(cluster, 1);
            cluster.node(3).hactl("web start prefer=1", "db stop");
            cluster.awaitNowhere(List.of(1, 3), "db");
            cluster.node(3).hactl("web start prefer=1", "db start prefer=1");
            cluster.awaitAt(cluster.numbers(), "db", 1);
            Set<String> shot = Set.copyOf(Files.readAllLines(cluster.file("shots")));
            assertEquals(1, shot.size(), () -> "one life of node 1 at most, not " + shot);
            theOperatorsWordThatANodeIsOffIsKnownToAll(cluster);
        }
    }

    /** Node 2 is in standby, node 1 has db. */
    private static void theOperatorsWordThatANodeIsOffIsKnownToAll(ClusterUnderTest cluster) throws Exception {
        Files.delete(cluster.file("works"));
        cluster.powerOff(1);
        awaitWhy(cluster, 2, "db", "which is lost");
        cluster.node(2).jmx().call(BeanNames.STOMITH, "confirm", "1");
        cluster.awaitAt(List.of(2, 3), "db", 3);
        cluster.node(3).awaitLog("node 2 says: confirmed off by the operator");
        cluster.neverTwice();
    }

    @Test
    void whereGroupsWaitForItANodeIsShotWhenItsSessionIsOver() throws Exception {
        Path script = dir.resolve("shoot");
        Files.writeString(script, "#!/bin/sh\necho \"$1 by $MOSHA_NODE\" >>$CLUSTER/shots\nsleep 1\n");
        assertTrue(script.toFile().setExecutable(true));
        ClusterUnderTest prepared = cluster(3).with("fencing", "lease+stomith").with("stomith", script.toString());
        try (ClusterUnderTest cluster = started(prepared)) {
            cluster.awaitAt(cluster.numbers(), "web", 1);
            cluster.powerOff(1);
            cluster.awaitElsewhere(cluster.others(1), "web", 1);
            cluster.awaitElsewhere(cluster.others(1), "db", 1);
            // by node 2, which is the first whose turn it is, unless the machine keeps it waiting
            List<String> shots = Files.readAllLines(cluster.file("shots"));
            assertEquals(shots.stream().distinct().toList(), shots, "one shot by a node at most");
            cluster.neverTwice();
        }
    }

    /** Waits until all nodes see one: before, the others would take what it is to have. */
    private static void awaitUp(ClusterUnderTest cluster, int node) {
        for (int observer : cluster.numbers()) {
            Await.until(
                    "node " + observer + " sees node " + node,
                    () -> Arrays.stream((int[]) cluster.node(observer).jmx().get(BeanNames.CLUSTER, "UpNodes"))
                            .anyMatch(up -> up == node));
        }
    }

    private static void awaitWhy(ClusterUnderTest cluster, int node, String group, String reason) {
        Await.untilHolds(() -> {
            String why = why(cluster, node, group);
            assertTrue(why.contains(reason), why);
        });
    }

    /** What a node says of a group; not by the command, of which each look would be another process. */
    private static String why(ClusterUnderTest cluster, int node, String group) throws Exception {
        return (String) cluster.node(node).jmx().call(BeanNames.CLUSTER, "why", group);
    }

    private static Object quorum(ClusterUnderTest cluster, String attribute) throws Exception {
        return cluster.node(1).jmx().get(BeanNames.QUORUM, attribute);
    }

    /** Both at once, so that the quorum cannot shrink in between. */
    private static void powerOffTogether(ClusterUnderTest cluster, int one, int other) throws Exception {
        List<Long> frozen = List.of(cluster.node(one).pid(), cluster.node(other).pid());
        Processes.signal(frozen, "STOP");
        cluster.powerOff(one);
        cluster.powerOff(other);
    }
}
