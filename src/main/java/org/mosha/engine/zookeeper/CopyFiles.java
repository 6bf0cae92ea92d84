package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.zookeeper.server.persistence.FileSnap;
import org.apache.zookeeper.server.persistence.FileTxnLog;
import org.apache.zookeeper.server.persistence.Util;

/**
 * The files of a copy with a zxid in their name, as ZooKeeper reads names.
 *
 * @param snapshots the snapshots, the newest last
 * @param logs the transaction logs, the newest last
 * @param unfinished what was being written; nobody has been told that it is there
 */
record CopyFiles(SortedMap<Long, Path> snapshots, SortedMap<Long, Path> logs, List<Path> unfinished) {
    /** What is being written has this at the end of its name. */
    static final String UNFINISHED = ".tmp";

    /**
     * Lists a copy.
     *
     * @param directory where it is
     * @return its files
     * @throws IOException when it cannot be listed
     */
    static CopyFiles of(Path directory) throws IOException {
        List<Path> unfinished = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = files.toList();
            return new CopyFiles(
                    named(all, FileSnap.SNAPSHOT_FILE_PREFIX, unfinished),
                    named(all, FileTxnLog.LOG_FILE_PREFIX, unfinished),
                    unfinished);
        }
    }

    private static SortedMap<Long, Path> named(List<Path> all, String prefix, List<Path> unfinished) {
        SortedMap<Long, Path> found = new TreeMap<>();
        for (Path file : all) {
            long zxid = Util.getZxidFromName(file.getFileName().toString(), prefix);
            if (zxid == -1) {
                continue;
            }
            if (file.toString().endsWith(UNFINISHED)) {
                unfinished.add(file);
            } else {
                found.put(zxid, file);
            }
        }
        return found;
    }
}
