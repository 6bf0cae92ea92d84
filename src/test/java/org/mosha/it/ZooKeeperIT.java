package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.cli.Outcome;
import org.mosha.jmx.BeanNames;

/** Clusters of real daemons with ZooKeeper peers of their own. */
@Tag(Places.CLUSTER)
class ZooKeeperIT {
    private static final Path LEDGER = Path.of("src/test/ledger/ledger.pl").toAbsolutePath();

    @TempDir
    Path dir;

    private ClusterUnderTest cluster(int size) throws Exception {
        ClusterUnderTest cluster =
                new ClusterUnderTest(dir, size).withZooKeeper().withLedger();
        cluster.node(1)
                .cltab(
                        "web:web1:start:respawn:exec perl " + LEDGER + " $CLUSTER/ledger",
                        "db:db1:start:respawn:exec perl " + LEDGER + " $CLUSTER/ledger stopping=300");
        cluster.node(1).hactl("web start prefer=1", "db start prefer=1");
        return cluster;
    }

    /** Waits until both groups run, on whichever of the nodes that came together; returns where web does. */
    private static int awaitAll(ClusterUnderTest cluster) {
        cluster.awaitOn("db", "start DONE");
        return cluster.awaitOn("web", "start DONE");
    }

    @Test
    void whereNothingHasBeenPublishedYetNothingIsWrong() throws Exception {
        try (ClusterUnderTest cluster =
                new ClusterUnderTest(dir, 1).withZooKeeper().start()) {
            DaemonUnderTest node = cluster.node(1);
            assertEquals(new Outcome(0, "GROUP  WANTED  NODE  LEVEL  STATE  SINCE  WHY\n", ""), node.mosha("groups"));
            assertEquals(true, node.jmx().get(BeanNames.CLUSTER, "ConfigValid"));
            assertEquals(0, node.mosha("force-reload").exitCode());
            List<String> told = node.log()
                    .lines()
                    .filter(line -> line.contains("yet, and nothing runs without"))
                    .toList();
            assertEquals(2, told.size(), node.log());
            assertTrue(told.stream().allMatch(line -> line.contains(" INFO ")), told.toString());
        }
    }

    /** Node 3 only votes. */
    @Test
    void theGroupsOfALostNodeAreTakenByOneThatRunsGroupsAndAMajorityIsEnough() throws Exception {
        ClusterUnderTest prepared = cluster(3);
        prepared.node(3).with("groups", "none");
        try (ClusterUnderTest cluster = prepared.start()) {
            int first = awaitAll(cluster);
            cluster.node(3).ask("resume");
            cluster.kill(first);
            int owner = 3 - first;
            cluster.awaitAt(cluster.others(first), "web", owner);
            cluster.awaitAt(cluster.others(first), "db", owner);
            assertEquals(List.of(), cluster.node(first).children());

            cluster.start(List.of(first));
            assertEquals(owner, cluster.awaitOn("web", "start DONE"));
            cluster.powerOff(owner);
            cluster.awaitAt(cluster.others(owner), "web", first);
            cluster.awaitAt(cluster.others(owner), "db", first);
            cluster.neverTwice();

            cluster.start(List.of(owner));
            awaitAll(cluster);
            aNodeWithoutAMajorityStopsAndAMajorityIsEnough(cluster);
            cluster.neverTwice();
            assertFalse(cluster.node(3).log().contains(" at start"), "it only votes");
        }
    }

    private static void aNodeWithoutAMajorityStopsAndAMajorityIsEnough(ClusterUnderTest cluster) throws Exception {
        cluster.powerOff(3);
        cluster.awaitOn(List.of(1, 2), "web", "start DONE");
        cluster.awaitOn(List.of(1, 2), "db", "start DONE");
        int told = cluster.node(1).log().length();
        cluster.powerOff(2);
        Await.until("it is cut off", () -> quorum(cluster, "EngineReached").equals(false));
        Await.until("it has no quorum", () -> quorum(cluster, "Quorate").equals(false));
        assertEquals(false, cluster.node(1).jmx().get(BeanNames.CLUSTER, "EngineConnected"));
        Await.until("nothing is left", () -> cluster.node(1).children().isEmpty());
        Await.until(
                "the log says so", () -> cluster.node(1).log().substring(told).contains("reaches no majority of 3"));
        Outcome refused = cluster.node(1).mosha("set", "web", "stop");
        assertEquals(1, refused.exitCode());
        assertTrue(refused.err().contains("this node does not reach the ensemble at present"), refused.err());

        cluster.start(List.of(2));
        cluster.awaitOn(List.of(1, 2), "web", "start DONE");
        cluster.awaitOn(List.of(1, 2), "db", "start DONE");
        assertEquals(true, quorum(cluster, "Quorate"));
    }

    @Test
    void editsAreVersionsConflictingOnesAreKeptBesideAndAllIsThereAfterARestart() throws Exception {
        try (ClusterUnderTest cluster = cluster(3).start()) {
            awaitAll(cluster);
            theirSecretIsTheirsAndTheyListenOnNothingElse(cluster);
            Await.until("node 3 has them", () -> Files.exists(cluster.node(3).hactl()));
            cluster.node(3).ask("stop");
            cluster.node(3).hactl("web start prefer=1", "db start prefer=1", "# of node 3");
            cluster.node(2).hactl("web start prefer=1", "db stop");
            cluster.awaitNowhere(List.of(1, 2), "db");
            cluster.start(List.of(3));
            Path beside = cluster.node(3).base().resolve("hactl.refused-3");
            Await.until("the later edit is kept beside", () -> Files.exists(beside));
            assertTrue(Files.readString(beside).contains("# of node 3"));
            Await.until(
                    "the earlier one is there",
                    () -> Files.readString(cluster.node(3).hactl()).contains("db stop"));
            cluster.node(3).awaitLog("is refused: version 3 of hactl by node 2");
            Await.until(
                    "it is told",
                    () -> String.join("\n", (String[]) cluster.node(3).jmx().get(BeanNames.CLUSTER, "ConfigProblems"))
                            .contains("see " + beside));

            cluster.node(3).ask("set", "db", "start");
            cluster.awaitOn("db", "start DONE");
            List<String> log = cluster.node(1).ask("config", "log").lines().toList();
            assertEquals(4, log.size(), log::toString);
            assertTrue(log.get(3).startsWith("4  "), log::toString);
            assertTrue(log.get(3).endsWith(")  hactl: set db start"), log::toString);
            assertTrue(cluster.node(2).ask("config", "show", "3").contains("\ndb stop\n"));
            cluster.node(1).ask("config", "revert", "3");
            cluster.awaitNowhere(cluster.numbers(), "db");
            assertEquals(1, cluster.node(1).mosha("config", "show", "99").exitCode());
            assertEquals(2, cluster.node(1).mosha("config", "forget").exitCode());

            cluster.node(1).ask("set", "db", "start");
            everythingIsThereAfterARestartOfAllAndAWipedNodeComesBack(cluster);
        }
    }

    /** They are all on this machine, so they have made their secret by themselves. */
    private static void theirSecretIsTheirsAndTheyListenOnNothingElse(ClusterUnderTest cluster) throws IOException {
        Path secret = cluster.file("secret");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)));
        for (int node : cluster.numbers()) {
            Set<InetSocketAddress> found = Listening.of(cluster.node(node).pid());
            assertTrue(cluster.places(node).containsAll(found), found.toString());
            assertFalse(found.isEmpty());
        }
    }

    private static void everythingIsThereAfterARestartOfAllAndAWipedNodeComesBack(ClusterUnderTest cluster)
            throws Exception {
        int before = awaitAll(cluster);
        long epoch = (Long) cluster.node(before).jmx().group("web", "Epoch");
        Stream.of(1, 2, 3).parallel().forEach(node -> stop(cluster, node));
        cluster.start();
        int owner = cluster.awaitOn("web", "start DONE");
        cluster.awaitOn("db", "start DONE");
        assertTrue((Long) cluster.node(owner).jmx().group("web", "Epoch") > epoch);

        int wiped = owner == 3 ? 2 : 3;
        cluster.powerOff(wiped);
        FileUtils.deleteDirectory(cluster.node(wiped).varDir().toFile());
        FileUtils.cleanDirectory(cluster.node(wiped).base().toFile());
        cluster.start(List.of(wiped));
        Await.until(
                "it has the files",
                () -> Files.exists(cluster.node(wiped).cltab())
                        && Files.exists(cluster.node(wiped).hactl()));
        cluster.awaitAt(cluster.numbers(), "web", owner);
        Path data = cluster.node(wiped).varDir().resolve("zookeeper");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data)));
        cluster.powerOff(owner);
        cluster.awaitElsewhere(cluster.others(owner), "web", owner);
        cluster.neverTwice();
    }

    private static void stop(ClusterUnderTest cluster, int node) {
        try {
            cluster.node(node).ask("stop");
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Object quorum(ClusterUnderTest cluster, String attribute) throws Exception {
        return cluster.node(1).jmx().get(BeanNames.QUORUM, attribute);
    }
}
