package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.zookeeper.server.DataTree;
import org.apache.zookeeper.server.persistence.FileSnap;
import org.apache.zookeeper.server.persistence.FileTxnLog;
import org.apache.zookeeper.server.persistence.FileTxnSnapLog;
import org.apache.zookeeper.server.persistence.Util;

/** A copy that a real peer has written in three lives. */
record RealCopy(Path directory) {
    static final int PADDING = 300;

    /** Has a peer write one, below a directory. */
    static RealCopy write(Path source) throws Exception {
        RealCopy copy = new RealCopy(source.resolve("copy"));
        try (LonePeers peers = new LonePeers(source, 1)) {
            for (String life : List.of("a", "b", "c")) {
                peers.start(1);
                peers.serving(1);
                peers.writeMany(1, life, 4);
                peers.stop(1);
            }
            FileUtils.copyDirectory(peers.copy(1).toFile(), copy.directory().toFile());
        }
        // most of a small log is zero
        for (Path log : copy.logs()) {
            byte[] all = Files.readAllBytes(log);
            Files.write(log, Arrays.copyOf(all, end(all) + PADDING));
        }
        return copy;
    }

    RealCopy to(Path other) throws IOException {
        FileUtils.copyDirectory(directory.toFile(), other.toFile());
        return new RealCopy(other);
    }

    List<Path> logs() throws IOException {
        return list(FileTxnLog.LOG_FILE_PREFIX);
    }

    List<Path> snapshots() throws IOException {
        return list(FileSnap.SNAPSHOT_FILE_PREFIX);
    }

    private List<Path> list(String prefix) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.getFileName().toString().startsWith(prefix + "."))
                    .sorted((a, b) -> Long.compare(zxid(a, prefix), zxid(b, prefix)))
                    .toList();
        }
    }

    static long zxid(Path file, String prefix) {
        return Util.getZxidFromName(file.getFileName().toString(), prefix);
    }

    /** What ZooKeeper makes of it, in a directory of its own, as it may change it. */
    DataTree restored(Path other) throws IOException {
        FileUtils.deleteDirectory(other.toFile());
        to(other.resolve("version-2"));
        DataTree tree = new DataTree();
        FileTxnSnapLog both = new FileTxnSnapLog(other.toFile(), other.toFile());
        // as ZooKeeper's own database does
        tree.lastProcessedZxid = both.restore(tree, new ConcurrentHashMap<>(), (header, record, digest) -> {});
        both.close();
        return tree;
    }

    /** Behind the last byte that is not zero. */
    static int end(byte[] all) {
        return IntStream.iterate(all.length, n -> n - 1)
                .filter(n -> n == 0 || all[n - 1] != 0)
                .findFirst()
                .orElseThrow();
    }
}
