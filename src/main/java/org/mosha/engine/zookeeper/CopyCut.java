package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.zookeeper.server.persistence.StrictLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares a copy for losing what the others do not have: heartbeats that power cuts have taken from them. ZooKeeper cuts
 * the logs and loads the newest snapshot, whatever that has. Here snapshots that are newer than the cut are put aside when
 * an older one and the logs lead up to it. When they do not, all are: what is left is no copy, and so the peer gets the
 * others' as a whole when it starts anew (see {@link CopyCare}).
 */
final class CopyCut implements StrictLog.Cut {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.engine");

    private final Path copy;
    private final KeptAside kept;
    private final InstantSource clock;

    /**
     * Changes nothing yet.
     *
     * @param data the directory of the peer's data
     */
    CopyCut(Path data, InstantSource clock) {
        this.copy = data.resolve(PeerData.VERSION);
        this.kept = new KeptAside(data);
        this.clock = clock;
    }

    @Override
    public boolean prepare(long zxid) throws IOException {
        CopyFiles files = CopyFiles.of(copy);
        List<Path> ahead = new ArrayList<>();
        Optional<Long> base = base(files, zxid, ahead);
        if (ahead.isEmpty()) {
            return true;
        }
        boolean reached = base.isPresent() && isReached(files, base.get(), zxid);
        List<Path> moved = reached ? ahead : List.copyOf(files.snapshots().values());
        Path place = kept.add(moved, clock.instant());
        LOG.warn(
                "the others have nothing after {}: {} {} is in {} now{}",
                LoggedZxids.hex(zxid),
                moved.size(),
                moved.size() == 1 ? "snapshot" : "snapshots",
                place,
                reached ? "" : ", and this node gets their copy");
        return reached;
    }

    /** The newest whole snapshot that has nothing after a transaction; collects those before it that have. */
    private static Optional<Long> base(CopyFiles files, long zxid, List<Path> ahead) throws IOException {
        List<Map.Entry<Long, Path>> newestFirst =
                new ArrayList<>(files.snapshots().entrySet());
        Collections.reverse(newestFirst);
        for (Map.Entry<Long, Path> one : newestFirst) {
            Path file = one.getValue();
            boolean whole = SnapshotCheck.check(file, one.getKey()) == SnapshotCheck.State.WHOLE;
            if (one.getKey() > zxid || whole && SnapshotCheck.reach(file, one.getKey()) > zxid) {
                ahead.add(file);
            } else if (whole) {
                return Optional.of(one.getKey());
            }
        }
        return Optional.empty();
    }

    /** Whether the logs have all from a snapshot up to a transaction. */
    private static boolean isReached(CopyFiles files, long base, long zxid) throws IOException {
        LoggedZxids logged = new LoggedZxids();
        for (Path log : files.logs().values()) {
            if (LogCheck.check(log, (one, at) -> logged.add(one)).damage().isPresent()) {
                return false;
            }
        }
        return logged.contains(zxid) && logged.missingAfter(base).isEmpty();
    }
}
