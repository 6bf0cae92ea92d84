package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.server.DataTree;
import org.apache.zookeeper.server.Request;
import org.apache.zookeeper.server.persistence.FilePadding;
import org.apache.zookeeper.server.persistence.FileTxnLog;
import org.apache.zookeeper.server.persistence.StrictLog;
import org.apache.zookeeper.txn.CreateTxn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy that has more than the others have, and is cut back to what they have. */
class CopyCutTest {
    @TempDir
    Path data;

    private final long padding = FilePadding.getPreAllocSize();
    private final DataTree tree = new DataTree();
    private StrictLog log;

    @BeforeEach
    void write() throws Exception {
        FileTxnLog.setPreallocSize(1 << 16);
        log = strict(new CopyCut(data, InstantSource.system()));
        snapshot();
        writeUpTo(5);
        snapshot();
        writeUpTo(10);
        snapshot();
        writeUpTo(12);
    }

    @AfterEach
    void close() throws Exception {
        FileTxnLog.setPreallocSize(padding);
        log.close();
    }

    private StrictLog strict(StrictLog.Cut cut) throws IOException {
        return new StrictLog(data.toFile(), request -> true, cut, (file, why) -> {
            throw new AssertionError(file.toString(), why);
        });
    }

    private void snapshot() throws IOException {
        log.rollLog();
        log.save(tree, new ConcurrentHashMap<>(), false);
    }

    private void writeUpTo(long last) throws IOException {
        for (long zxid = tree.lastProcessedZxid + 1; zxid <= last; zxid++) {
            CreateTxn change = new CreateTxn("/n" + zxid, new byte[20], Ids.OPEN_ACL_UNSAFE, false, (int) zxid);
            Request request = Changes.one(zxid, OpCode.create, change);
            log.append(request);
            log.commit();
            tree.processTxn(request.getHdr(), request.getTxn());
        }
    }

    private Path file(String name) {
        return data.resolve("version-2").resolve(name);
    }

    private List<String> aside() throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            return all.filter(file -> file.getParent().getFileName().toString().startsWith("unneeded-"))
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private DataTree loaded() throws IOException {
        DataTree loaded = new DataTree();
        loaded.lastProcessedZxid = log.restore(loaded, new ConcurrentHashMap<>(), (header, record, digest) -> {});
        return loaded;
    }

    private void endsWith(long last) throws IOException {
        DataTree loaded = loaded();
        assertEquals(last, loaded.lastProcessedZxid);
        assertTrue(loaded.getNode("/n" + last) != null);
        assertFalse(loaded.getNode("/n" + (last + 1)) != null);
        assertTrue(CopyCheck.check(data.resolve("version-2")).damage().isEmpty());
    }

    @Test
    void withoutItZooKeeperLoadsASnapshotThatIsNewerThanTheCut() throws Exception {
        log.close();
        log = strict(zxid -> true);
        assertTrue(log.truncateLog(8));
        assertEquals(10, loaded().lastProcessedZxid);
    }

    @Test
    void aNewerSnapshotIsPutAsideAndAnOlderOneAndTheLogsLeadUpToTheCut() throws Exception {
        assertTrue(log.truncateLog(8));
        assertEquals(List.of("snapshot.a"), aside());
        endsWith(8);
    }

    @Test
    void aSnapshotIsNewerAlsoIfOnlyWhatChangedWhileItWasWrittenIs() throws Exception {
        Files.move(file("snapshot.a"), file("snapshot.7"));
        assertTrue(log.truncateLog(8));
        assertEquals(List.of("snapshot.7"), aside());
        endsWith(8);
    }

    @Test
    void nothingIsPutAsideWhenOnlyTheLogIsAhead() throws Exception {
        assertTrue(log.truncateLog(11));
        assertEquals(List.of(), aside());
        endsWith(11);
    }

    @Test
    void whatComesNextIsWrittenAndLoadedAgain() throws Exception {
        assertTrue(log.truncateLog(8));
        DataTree shorter = loaded();
        Request request =
                Changes.one(9, OpCode.create, new CreateTxn("/other", new byte[20], Ids.OPEN_ACL_UNSAFE, false, 9));
        log.append(request);
        log.commit();
        shorter.processTxn(request.getHdr(), request.getTxn());
        log.save(shorter, new ConcurrentHashMap<>(), false);
        DataTree loaded = loaded();
        assertTrue(loaded.getNode("/other") != null);
        assertFalse(loaded.getNode("/n9") != null);
    }

    private void isNoCopyAnyMore(String... snapshots) throws IOException {
        assertFalse(log.truncateLog(8));
        assertEquals(List.of(snapshots), aside());
        assertTrue(CopyCheck.check(data.resolve("version-2")).damage().isPresent());
    }

    @Test
    void withoutAnOlderSnapshotThereIsNoCopyLeft() throws Exception {
        Files.delete(file("snapshot.0"));
        Files.delete(file("snapshot.5"));
        isNoCopyAnyMore("snapshot.a");
    }

    @Test
    void withoutTheLogsThatLeadUpToTheCutThereIsNoCopyLeft() throws Exception {
        Files.delete(file("log.6"));
        isNoCopyAnyMore("snapshot.0", "snapshot.5", "snapshot.a");
    }
}
