package org.mosha.engine.zookeeper;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.Timer;
import java.util.TimerTask;
import org.apache.zookeeper.server.persistence.FileSnap;
import org.apache.zookeeper.server.persistence.FileTxnSnapLog;
import org.apache.zookeeper.server.persistence.Util;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what a copy does not need any more: the snapshots before the last whole ones, and the logs that only those need.
 * By ZooKeeper's own rules, whose own purge would print each file on the daemon's standard output. Safe for use by several
 * threads.
 */
final class CopyPurge implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.engine");
    private static final int KEPT = 3;
    private static final Duration PERIOD = Duration.ofHours(1);

    private final Path data;
    private Optional<Timer> timer = Optional.empty();
    private boolean closed;

    /**
     * Removes nothing yet.
     *
     * @param data the directory of the peer's data
     */
    CopyPurge(Path data) {
        this.data = data;
    }

    /** Has it done now and each hour, in a thread of its own; does nothing when it was started or closed before. */
    synchronized void start() {
        if (closed || timer.isPresent()) {
            return;
        }
        Timer hourly = new Timer("mosha-peer-purge", true);
        timer = Optional.of(hourly);
        hourly.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        purge();
                    }
                },
                0,
                PERIOD.toMillis());
    }

    @Override
    public synchronized void close() {
        closed = true;
        timer.ifPresent(Timer::cancel);
    }

    /** Does it now. */
    void purge() {
        try {
            for (Path file : unneeded()) {
                Files.deleteIfExists(file);
                LOG.debug("{} is removed: newer snapshots have all that is in it", file);
            }
        } catch (IOException e) {
            LOG.warn("what the ZooKeeper peer does not need any more cannot be removed: {}", e.toString());
        }
    }

    private Collection<Path> unneeded() throws IOException {
        FileTxnSnapLog both = new FileTxnSnapLog(data.toFile(), data.toFile());
        try {
            List<File> newestFirst = both.findNValidSnapshots(KEPT);
            if (newestFirst.isEmpty()) {
                return List.of();
            }
            String oldest = newestFirst.get(newestFirst.size() - 1).getName();
            long base = Util.getZxidFromName(oldest, FileSnap.SNAPSHOT_FILE_PREFIX);
            Set<File> logs = new HashSet<>(Arrays.asList(both.getSnapshotLogs(base)));
            CopyFiles files = CopyFiles.of(data.resolve(PeerData.VERSION));
            Set<Path> unneeded = new HashSet<>(before(files.snapshots(), base));
            before(files.logs(), base).stream()
                    .filter(log -> !logs.contains(log.toFile()))
                    .forEach(unneeded::add);
            return unneeded;
        } finally {
            both.close();
        }
    }

    private static Collection<Path> before(SortedMap<Long, Path> files, long base) {
        return files.headMap(base).values();
    }
}
