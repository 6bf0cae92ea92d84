package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.jmx.BeanNames;
import org.mosha.ledger.LedgerCheck;
import org.mosha.ledger.LedgerFile;

/**
 * Real daemons whose copies of the ensemble's data are cut, damaged or lost while they are off. The operator does only what
 * they say is to be done, and in the end there is one cluster that knows all that it was ever told.
 */
@Tag(Places.CLUSTER)
class LostCopiesIT {
    private static final Path LEDGER = Path.of("src/test/ledger/ledger.pl").toAbsolutePath();

    @TempDir
    Path dir;

    private ClusterUnderTest cluster;

    private ClusterUnderTest prepare() throws Exception {
        ClusterUnderTest prepared =
                new ClusterUnderTest(dir, 3).withZooKeeper().withLedger().with("session.timeout", "3s");
        prepared.node(1).cltab("web:web1:start:respawn:exec perl " + LEDGER + " $CLUSTER/ledger");
        prepared.node(1).hactl("web start");
        return prepared;
    }

    private Path copy(int node) {
        return cluster.node(node).varDir().resolve("zookeeper/version-2");
    }

    private Path newestLog(int node) throws IOException {
        try (Stream<Path> all = Files.list(copy(node))) {
            return all.filter(file -> file.getFileName().toString().startsWith("log."))
                    .max(Comparator.comparingLong(
                            file -> Long.parseLong(file.getFileName().toString().substring("log.".length()), 16)))
                    .orElseThrow();
        }
    }

    /** What a power cut leaves of the newest log: some bytes of its last transaction were not written. */
    private void cut(int node, boolean zeros) throws IOException {
        Path log = newestLog(node);
        byte[] all = Files.readAllBytes(log);
        int end = all.length;
        while (all[end - 1] == 0) {
            end--;
        }
        // a transaction has more, and ends with a byte that is not zero
        int kept = end - 10;
        if (zeros) {
            Arrays.fill(all, kept, end, (byte) 0);
        }
        Files.write(log, zeros ? all : Arrays.copyOf(all, kept));
    }

    /** A byte of the first transaction of the newest log is another one. */
    private void damage(int node) throws IOException {
        Path log = newestLog(node);
        byte[] all = Files.readAllBytes(log);
        all[40] ^= 1;
        Files.write(log, all);
    }

    private void powerOff(int... nodes) throws Exception {
        for (int node : nodes) {
            cluster.powerOff(node);
        }
    }

    /** All that the cluster was told: the two files, and two orders. */
    private void knowsAll(int node) {
        Await.until(
                "node " + node + " knows all versions",
                () -> ((String[]) cluster.node(node).jmx().call(BeanNames.CLUSTER, "configLog", "20")).length == 4);
    }

    @Test
    void theClusterGoesOnWithAllThatItWasToldWhateverItsCopiesSuffer() throws Exception {
        try (ClusterUnderTest three = prepare()) {
            cluster = three;
            cluster.start();
            cluster.awaitOn("web", "start DONE");
            oneIsCut();
            mostAreDamagedAndTheLastIsCut();
            oneIsWipedWhileAnotherIsOff();
            LedgerCheck check = new LedgerCheck();
            new LedgerFile(dir.resolve("ledger")).news().forEach(check::add);
            assertEquals(List.of(), check.overlaps());
        }
    }

    /** The others have what it lacks, and what they were told meanwhile. */
    private void oneIsCut() throws Exception {
        powerOff(3);
        cut(3, true);
        cluster.node(1).ask("set", "web", "stop");
        cluster.node(1).ask("set", "web", "start");
        cluster.start(List.of(3));
        cluster.awaitOn("web", "start DONE");
        knowsAll(3);
    }

    /** Nothing of a cut transaction was acknowledged, as far as anybody can tell: that is no damage. */
    private void mostAreDamagedAndTheLastIsCut() throws Exception {
        powerOff(1, 2, 3);
        damage(1);
        damage(2);
        cut(3, false);
        cluster.start();
        cluster.node(1).awaitLog("this node's copy was damaged");
        Await.until(
                "node 1 says who has a whole copy",
                () -> cluster.node(1)
                        .jmx()
                        .call(BeanNames.CLUSTER, "why", "web")
                        .toString()
                        .contains("(node 3: whole copy)"));
        cluster.node(3).awaitLog("no vote of nodes 1, 2, without a whole copy: see the log there");
        Path word = cluster.node(1).varDir().resolve("zookeeper/accept-damaged");
        assertTrue(cluster.node(1).log().contains("make an empty file " + word + " and restart"));
        Files.createFile(word);
        cluster.node(1).ask("restart");
        cluster.awaitOn("web", "start DONE");
        for (int node : cluster.numbers()) {
            knowsAll(node);
        }
    }

    /** It says that too few are left, and whom it misses; there is no second cluster. */
    private void oneIsWipedWhileAnotherIsOff() throws Exception {
        powerOff(2, 3);
        FileUtils.deleteDirectory(cluster.node(2).varDir().toFile());
        cluster.start(List.of(2));
        cluster.node(2)
                .awaitLog("it has no vote until it has got the others', which takes a majority without it;"
                        + " nothing is heard of node 3");
        cluster.node(1).awaitLog("no vote of node 2, without a whole copy");
        Await.until("nothing runs", () -> cluster.node(1).children().isEmpty());
        String told = cluster.node(2).mosha("groups").err();
        assertTrue(told.startsWith("mosha: this node does not reach its cluster at present\n"), told);
        cluster.start(List.of(3));
        cluster.awaitOn("web", "start DONE");
        knowsAll(2);
    }
}
