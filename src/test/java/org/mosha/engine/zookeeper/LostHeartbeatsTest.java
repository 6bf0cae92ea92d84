package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.data.Stat;
import org.apache.zookeeper.server.SyncRequestProcessor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three peers, of which two have lost the last heartbeats with their power, and the third has made snapshots of them. */
class LostHeartbeatsTest {
    private static final String BEAT = "/mosha/beats/1";
    private static final int HEARTBEATS = 40;

    /**
     * Whose end is lost with them: should it expire before the third is there, that gets a snapshot of the new epoch. Nor
     * longer, as a peer that could not go back pauses for most of it.
     */
    private static final Duration SESSION = Duration.ofSeconds(20);

    @TempDir
    Path dir;

    private final int snapshots = SyncRequestProcessor.getSnapCount();
    private LonePeers peers;

    @BeforeEach
    void startThem() throws IOException {
        SyncRequestProcessor.setSnapCount(10);
        peers = new LonePeers(dir, 3, SESSION);
    }

    @AfterEach
    void stopAll() {
        peers.close();
        SyncRequestProcessor.setSnapCount(snapshots);
    }

    /** Has a node beat; tells which change its first heartbeat was. */
    private long beat() throws Exception {
        long[] first = new long[1];
        peers.session(1, client -> {
            for (String path : List.of("/mosha", "/mosha/beats", BEAT)) {
                client.create(path, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            }
            for (int i = 0; i < HEARTBEATS; i++) {
                client.multi(List.of(Op.check("/mosha", -1), Op.setData(BEAT, new byte[0], -1)));
                first[0] = i == 0 ? client.exists(BEAT, false).getMzxid() : first[0];
            }
            // a snapshot that is due while another one is being written is left out
            Awaitility.await().atMost(Site.PATIENCE).until(() -> {
                client.multi(List.of(Op.check("/mosha", -1), Op.setData(BEAT, new byte[0], -1)));
                return CopyFiles.of(peers.copy(3)).snapshots().lastKey() > first[0] + 9;
            });
        });
        return first[0];
    }

    /** Which heartbeat a node knows. */
    private int version(int node) throws Exception {
        Stat stat = new Stat();
        peers.session(node, client -> {
            LonePeers.sync(client, BEAT);
            client.getData(BEAT, false, stat);
        });
        return stat.getVersion();
    }

    /**
     * Takes everything after a change from a node's disk, and the snapshots that end with it: without any of its log a
     * leader sends its whole copy, and nobody has to go back.
     */
    private void lose(int node, long last) throws IOException {
        CopyFiles files = CopyFiles.of(peers.copy(node));
        for (Map.Entry<Long, Path> snapshot : files.snapshots().entrySet()) {
            if (SnapshotCheck.reach(snapshot.getValue(), snapshot.getKey()) >= last) {
                Files.delete(snapshot.getValue());
            }
        }
        for (Map.Entry<Long, Path> log : files.logs().entrySet()) {
            if (log.getKey() > last) {
                Files.delete(log.getValue());
            } else {
                shorten(log.getValue(), last);
            }
        }
    }

    private static void shorten(Path log, long last) throws IOException {
        long[] end = {Files.size(log)};
        LogCheck.check(log, (zxid, at) -> end[0] = zxid > last ? Math.min(end[0], at) : end[0]);
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.setLength(end[0]);
        }
    }

    private long aside(int node) throws IOException {
        try (Stream<Path> files = Files.walk(peers.copy(node).getParent())) {
            return files.filter(file -> file.getFileName().toString().startsWith("snapshot.")
                            && file.getParent().getFileName().toString().startsWith("unneeded-"))
                    .count();
        }
    }

    private void followsTheOthers(boolean whole) throws Exception {
        peers.start(1, 2, 3);
        peers.serving(1, 2, 3);
        long first = beat();
        peers.stop(1, 2, 3);
        lose(1, first + 9);
        lose(2, first + 9);
        if (!whole) {
            for (Map.Entry<Long, Path> one :
                    CopyFiles.of(peers.copy(3)).snapshots().headMap(first + 9).entrySet()) {
                Files.delete(one.getValue());
            }
        }
        peers.start(1, 2);
        peers.serving(1, 2);
        peers.start(3);
        peers.serving(3);
        assertEquals(10, version(1));
        assertEquals(10, version(3));
        assertTrue(aside(3) > 0, "nothing was put aside");
    }

    @Test
    void theThirdGoesBackToWhatTheOthersHave() throws Exception {
        followsTheOthers(true);
    }

    @Test
    void theThirdTakesTheirCopyWhenItCannotGoBack() throws Exception {
        followsTheOthers(false);
    }
}
