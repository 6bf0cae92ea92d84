package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers whose copy was damaged while they were down. */
class DamagedPeerTest {
    @TempDir
    Path dir;

    private LonePeers peers;

    @BeforeEach
    void startThem() throws IOException {
        peers = new LonePeers(dir, 3);
    }

    @AfterEach
    void stopAll() {
        peers.close();
    }

    private List<Path> list(Path directory, String prefix) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    private List<Path> kept(int node) throws IOException {
        return list(peers.copy(node).getParent(), "damaged-");
    }

    /** A byte in the first transaction of its newest log is another one. */
    private void damage(int node) throws IOException {
        List<Path> logs = list(peers.copy(node), "log.");
        Path log = logs.get(logs.size() - 1);
        byte[] all = Files.readAllBytes(log);
        all[40] ^= 1;
        Files.write(log, all);
    }

    @Test
    void aDamagedCopyIsKeptAndTheOthersCopyTakesItsPlace() throws Exception {
        peers.start(1, 2, 3);
        peers.serving(1, 2, 3);
        peers.write(2, "known");
        for (int node : List.of(3, 1, 2)) {
            peers.stop(node);
            damage(node);
            peers.start(node);
            peers.serving(1, 2, 3);
            assertEquals(1, kept(node).size());
            assertFalse(list(kept(node).get(0), "log.").isEmpty());
            assertFalse(peers.hasBegun(node), "node " + node);
            peers.reads(node, "known");
        }
        // what it has got is whole
        peers.stop(1);
        peers.start(1);
        peers.serving(1);
        assertEquals(1, kept(1).size());
    }

    @Test
    void oneThatCannotStartLeavesItsPortsToItsNextLife() throws Exception {
        peers.start(1, 2, 3);
        peers.serving(1, 2, 3);
        peers.stop(3);
        Path stranger = peers.copy(3).resolve("unfinished");
        FileUtils.deleteDirectory(stranger.toFile());
        Files.createFile(stranger);
        peers.start(3);
        peers.says(3, "has failed: ");
        peers.says(3, stranger.toString());
        Files.delete(stranger);
        peers.serving(3);
    }

    @Test
    void aDamagedPeerMakesNoMajorityWithOneThatMissedSomething() throws Exception {
        peers.start(1, 2, 3);
        peers.serving(1, 2, 3);
        peers.writeMany(2, "early", 1);
        peers.stop(3);
        peers.serving(1, 2);
        peers.write(1, "newest");
        peers.stop(2, 1);
        damage(1);
        peers.start(1, 3);

        peers.says(1, "this node's copy was damaged, and is kept in ");
        peers.says(1, kept(1).get(0) + ": it has no vote until it has got the others'");
        peers.says(3, "reaches no majority of 3 (no vote of node 1, without a whole copy: see the log there)");
        peers.nobodyServes();

        peers.start(2);
        peers.serving(1, 2, 3);
        for (int node : List.of(1, 2, 3)) {
            peers.reads(node, "newest");
        }
    }

    @Test
    void aClusterDoesNotBeginAnewBesideADamagedCopy() throws Exception {
        peers.start(1, 2, 3);
        peers.serving(1, 2, 3);
        peers.write(1, "known");
        peers.stop(1, 2, 3);
        damage(1);
        peers.wipe(2);
        peers.wipe(3);
        peers.start(1, 2, 3);

        peers.says(2, "waiting for node 1");
        peers.says(3, "waiting for node 1");
        peers.says(1, "this node's copy was damaged");
        // also a later life knows that it had one
        peers.stop(1);
        peers.start(1);
        peers.says(1, "this node's copy was damaged");
        peers.says(2, "waiting for node 1");
        peers.nobodyServes();

        peers.initialize(1, 2);
        peers.serving(1, 2, 3);
    }

    @Test
    void aNodeAloneWaitsForItsOperator() throws Exception {
        peers = new LonePeers(dir, 1);
        peers.start(1);
        peers.serving(1);
        peers.write(1, "known");
        peers.stop(1);
        damage(1);
        peers.start(1);
        peers.says(
                1,
                "there is no other node to get it from; make an empty file "
                        + peers.copy(1).resolveSibling("accept-damaged")
                        + " and restart, to begin with what can be read of it, or "
                        + peers.copy(1).resolveSibling("initialize")
                        + " to begin with an empty one");
        peers.nobodyServes();

        peers.initialize(1);
        peers.serving(1);
        assertTrue(peers.hasBegun(1));
    }

    @Test
    void aNodeAloneIsToldToAcceptWhatCanBeReadOfItsCopy() throws Exception {
        peers = new LonePeers(dir, 1);
        peers.start(1);
        peers.serving(1);
        peers.write(1, "known");
        peers.stop(1);
        peers.start(1);
        peers.serving(1);
        peers.writeMany(1, "later", 1);
        peers.stop(1);
        damage(1);
        peers.start(1);
        peers.says(1, "this node's copy was damaged");
        peers.stop(1);
        Path word = peers.copy(1).resolveSibling("accept-damaged");
        Files.createFile(word);
        peers.start(1);
        peers.serving(1);
        peers.reads(1, "known");
        assertFalse(Files.exists(word));
        assertEquals(1, kept(1).size());
        // what it has begun with is whole
        peers.stop(1);
        peers.start(1);
        peers.serving(1);
        assertEquals(1, kept(1).size());
    }
}
