package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.jute.OutputArchive;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.server.DataTree;
import org.apache.zookeeper.server.Request;
import org.apache.zookeeper.server.persistence.FilePadding;
import org.apache.zookeeper.server.persistence.FileTxnLog;
import org.apache.zookeeper.server.persistence.StrictLog;
import org.apache.zookeeper.txn.CreateTxn;
import org.apache.zookeeper.txn.TxnHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.it.SmallDisk;

/** What is on a disk that becomes full under a log. */
class StrictLogTest {
    private static final int SIZE = 3000;

    @TempDir
    Path dir;

    private final List<File> told = new ArrayList<>();
    private final Set<Long> late = new HashSet<>();
    private final long padding = FilePadding.getPreAllocSize();
    private SmallDisk disk;
    private StrictLog log;
    private long next = 1;

    @BeforeEach
    void open() throws Exception {
        disk = SmallDisk.mount(dir.resolve("disk"), 8, getClass());
        FileTxnLog.setPreallocSize(1 << 20);
        log = new StrictLog(
                disk.path().toFile(),
                request -> late.contains(request.zxid),
                zxid -> true,
                (file, why) -> told.add(file));
    }

    @AfterEach
    void close() throws Exception {
        FileTxnLog.setPreallocSize(padding);
        if (disk != null) {
            disk.close();
        }
    }

    private Path directory() {
        return disk.path().resolve("version-2");
    }

    private void append() throws IOException {
        byte[] data = new byte[SIZE];
        TxnHeader header = new TxnHeader(7, (int) next, next, 0, OpCode.create);
        CreateTxn change = new CreateTxn("/n" + next, data, Ids.OPEN_ACL_UNSAFE, false, (int) next);
        log.append(new Request(7, (int) next, OpCode.create, header, change, next));
        next++;
    }

    private List<Long> onDisk() throws IOException {
        List<Long> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory())) {
            for (Path file : files.filter(one -> one.getFileName().toString().startsWith("log."))
                    .sorted((a, b) -> Long.compare(number(a), number(b)))
                    .toList()) {
                assertEquals(
                        Optional.empty(),
                        LogCheck.check(file, (zxid, at) -> all.add(zxid)).damage());
            }
        }
        return all;
    }

    private static long number(Path log) {
        return Long.parseLong(log.getFileName().toString().substring(4), 16);
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    /** Writes so many at a time until it fails; tells the last one that was acknowledged. */
    private long writeUntilFull(int batch, boolean roll) throws IOException {
        long acknowledged = 0;
        try {
            while (next < 10_000) {
                for (int i = 0; i < batch; i++) {
                    append();
                }
                if (roll && next % 3 == 0) {
                    log.rollLog();
                }
                log.commit();
                acknowledged = next - 1;
            }
        } catch (IOException e) {
            return acknowledged;
        }
        throw new AssertionError("the disk is never full");
    }

    @Test
    void nothingIsWrittenAfterAFailureAndWhatWasNotAcknowledgedIsTakenBack() throws IOException {
        append();
        log.commit();
        disk.fill();
        long acknowledged = Math.max(1, writeUntilFull(5, false));
        disk.free();

        assertThrows(IOException.class, log::commit);
        assertThrows(IOException.class, this::append);
        assertThrows(IOException.class, log::rollLog);
        log.close();
        assertEquals(List.of(directory().resolve("log.1").toFile()), told);
        assertEquals(upTo(acknowledged), onDisk());
    }

    @Test
    void whatWasAcknowledgedBeforeALogWasRolledStays() throws IOException {
        long acknowledged = writeUntilFull(2, true);
        log.close();
        assertTrue(acknowledged > 100, acknowledged + " acknowledged");
        assertEquals(upTo(acknowledged), onDisk());
        assertEquals(1, told.size());
    }

    @Test
    void aRolledLogStaysWholeWhenTheNextOneCannotBeBegun() throws IOException {
        append();
        log.commit();
        append();
        // what was written since the last time counts as well
        log.rollLog();
        log.commit();
        disk.fill();
        // there is no page left for it
        assertThrows(IOException.class, () -> {
            append();
            log.commit();
        });
        log.close();
        assertEquals(List.of(directory().resolve("log.3").toFile()), told);
        assertEquals(upTo(2), onDisk());
    }

    @Test
    void ofANewLogThatHasRoomForAPartNothingIsLeft() throws IOException {
        append();
        append();
        log.commit();
        log.rollLog();
        log.commit();
        disk.fill();
        // one change is written, and a part of the next
        disk.give(2 * SIZE);
        assertThrows(IOException.class, () -> {
            for (int i = 0; i < 5; i++) {
                append();
            }
            log.commit();
        });
        log.close();
        assertEquals(List.of(directory().resolve("log.3").toFile()), told);
        assertEquals(upTo(2), onDisk());
    }

    @Test
    void aSnapshotThatCannotBeWrittenLeavesTheEarlierOne() throws IOException {
        DataTree tree = new DataTree();
        Path snapshot = log.save(tree, new ConcurrentHashMap<>(), false).toPath();
        byte[] before = Files.readAllBytes(snapshot);
        for (int i = 0; i < 100; i++) {
            try {
                tree.createNode("/n" + i, new byte[SIZE], Ids.OPEN_ACL_UNSAFE, 0, 0, 0, 0);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        disk.fill();
        assertThrows(IOException.class, () -> log.save(tree, new ConcurrentHashMap<>(), false));
        assertEquals(List.of(snapshot.toFile()), told);
        assertEquals(SnapshotCheck.State.WHOLE, SnapshotCheck.check(snapshot, 0));
        assertEquals(before.length, Files.size(snapshot));
        assertEquals(List.of(), unfinished());
        assertThrows(IOException.class, log::commit);
    }

    private List<Path> unfinished() throws IOException {
        try (Stream<Path> files = Files.list(directory().resolve("unfinished"))) {
            return files.toList();
        }
    }

    @Test
    void aSnapshotDuringWhichTheLogIsClosedTellsNothingOfTheDisk() throws IOException {
        DataTree tree = new DataTree() {
            @Override
            public void serialize(OutputArchive out, String tag) throws IOException {
                log.close();
                throw new IOException("closed");
            }
        };
        assertThrows(IOException.class, () -> log.save(tree, new ConcurrentHashMap<>(), false));
        assertEquals(List.of(), told);
        assertEquals(List.of(), unfinished());
    }

    @Test
    void oneThatCannotBeWrittenAfterTheLogWasCutIsToldAsWell() throws IOException {
        append();
        append();
        log.commit();
        assertTrue(log.truncateLog(1));
        disk.fill();
        assertThrows(IOException.class, () -> log.save(new DataTree(), new ConcurrentHashMap<>(), false));
        assertEquals(List.of(directory().resolve("snapshot.0").toFile()), told);
    }

    @Test
    void aSnapshotThatComesTooLateTellsNothingOfTheDisk() throws IOException {
        DataTree tree = new DataTree();
        append();
        append();
        log.commit();
        assertTrue(log.truncateLog(1));
        log.save(tree, new ConcurrentHashMap<>(), false);
        append();
        log.commit();
        log.close();
        assertThrows(IOException.class, () -> log.save(tree, new ConcurrentHashMap<>(), false));
        assertEquals(List.of(), told);
        assertEquals(List.of(1L, 3L), onDisk());
    }

    @Test
    void whatWasAcknowledgedAndNotForcedStaysWhenTheDiskIsFull() throws IOException {
        LongStream.rangeClosed(1, 100).forEach(late::add);
        append();
        log.commit();
        append();
        append();
        log.commit();
        disk.fill();
        assertTrue(log.getTxnLogElapsedSyncTime() < 0, "something was forced");
        long acknowledged = Math.max(3, writeUntilFull(5, false));
        log.close();
        assertEquals(upTo(acknowledged), onDisk());
    }
}
