package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.zookeeper.server.persistence.FileTxnSnapLog;
import org.apache.zookeeper.server.quorum.flexible.QuorumMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.config.EngineTimes;

/** What a peer has on its disk when it says which epoch it is in. */
class StrictPeerTest {
    @TempDir
    File dir;

    @Test
    void theHeartbeatsThatAnEpochBeginsWithAreForced() throws Exception {
        EngineTimes times = new EngineTimes(Duration.ofSeconds(2));
        StrictPeer peer = new StrictPeer(new Deaf(), times, new QuorumMaj(Map.of()), (file, why) -> {
            throw new AssertionError(file.toString(), why);
        });
        peer.setTxnFactory(new FileTxnSnapLog(dir, dir));
        FileTxnSnapLog log = peer.getTxnFactory();
        log.append(Changes.beat(1, 2, 1));
        log.commit();
        // ZooKeeper has forced nothing
        assertEquals(-1, log.getTxnLogElapsedSyncTime());
        peer.setCurrentEpoch(1);
        assertTrue(log.getTxnLogElapsedSyncTime() >= 0);
        assertTrue(Path.of(dir.getPath(), "version-2", "currentEpoch").toFile().exists());
        log.close();
    }
}
