package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.server.DataTree;
import org.apache.zookeeper.server.Request;
import org.apache.zookeeper.server.persistence.FilePadding;
import org.apache.zookeeper.server.persistence.FileTxnLog;
import org.apache.zookeeper.server.persistence.FileTxnSnapLog;
import org.apache.zookeeper.txn.CreateTxn;
import org.apache.zookeeper.txn.TxnHeader;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy with five snapshots, each with a log that begins after it. */
class CopyPurgeTest {
    private static final int EACH = 5;

    @TempDir
    Path data;

    private final long padding = FilePadding.getPreAllocSize();
    private final DataTree tree = new DataTree();

    @BeforeEach
    void write() throws Exception {
        FileTxnLog.setPreallocSize(1 << 16);
        FileTxnSnapLog copy = new FileTxnSnapLog(data.toFile(), data.toFile());
        for (int snapshots = 0; snapshots < 5; snapshots++) {
            copy.save(tree, new ConcurrentHashMap<>(), false);
            for (int i = 0; i < EACH; i++) {
                append(copy);
            }
            copy.commit();
            copy.rollLog();
        }
        copy.close();
        assertEquals(
                List.of("log.1", "log.10", "log.15", "log.6", "log.b"),
                names("log."),
                "hexadecimal, as ZooKeeper has it");
        assertEquals(
                List.of("snapshot.0", "snapshot.14", "snapshot.5", "snapshot.a", "snapshot.f"), names("snapshot."));
    }

    @AfterEach
    void resetPadding() {
        FileTxnLog.setPreallocSize(padding);
    }

    private void append(FileTxnSnapLog copy) throws IOException {
        long zxid = tree.lastProcessedZxid + 1;
        CreateTxn txn = new CreateTxn("/n" + zxid, new byte[0], Ids.OPEN_ACL_UNSAFE, false, 1);
        TxnHeader header = new TxnHeader(1, (int) zxid, zxid, zxid, OpCode.create);
        Request request = new Request(1, (int) zxid, OpCode.create, header, txn, zxid);
        copy.append(request);
        tree.processTxn(header, txn);
    }

    private List<String> names(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve(PeerData.VERSION))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void keepsThreeSnapshotsAndWhatLeadsOn() throws Exception {
        new CopyPurge(data).purge();
        assertEquals(List.of("snapshot.14", "snapshot.a", "snapshot.f"), names("snapshot."));
        // the one before that may go on past the snapshot, which was written beside it
        assertEquals(List.of("log.10", "log.15", "log.6", "log.b"), names("log."));
        FileTxnSnapLog left = new FileTxnSnapLog(data.toFile(), data.toFile());
        DataTree restored = new DataTree();
        assertEquals(5 * EACH, left.restore(restored, new ConcurrentHashMap<>(), (header, record, digest) -> {}));
        left.close();
    }

    @Test
    void aDamagedSnapshotDoesNotCount() throws Exception {
        Files.write(data.resolve(PeerData.VERSION).resolve("snapshot.14"), new byte[100]);
        new CopyPurge(data).purge();
        assertEquals(List.of("snapshot.14", "snapshot.5", "snapshot.a", "snapshot.f"), names("snapshot."));
    }

    @Test
    void withoutAWholeSnapshotAllIsKept() throws Exception {
        for (String name : names("snapshot.")) {
            Files.write(data.resolve(PeerData.VERSION).resolve(name), new byte[100]);
        }
        new CopyPurge(data).purge();
        assertEquals(5, names("snapshot.").size());
        assertEquals(5, names("log.").size());
    }

    @Test
    void printsNothing() throws Exception {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            new CopyPurge(data).purge();
        } finally {
            System.setOut(out);
        }
        assertEquals(3, names("snapshot.").size());
        assertEquals("", printed.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aStartDoesItAtOnce() throws Exception {
        try (CopyPurge purge = new CopyPurge(data)) {
            purge.start();
            Awaitility.await().until(() -> names("log.").size() == 4);
        }
    }

    @Test
    void oneThatWasClosedDoesNotStart() throws Exception {
        CopyPurge purge = new CopyPurge(data);
        purge.close();
        purge.start();
        Awaitility.await()
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("mosha-peer-purge")));
        assertEquals(5, names("snapshot.").size());
    }

    @Test
    void aCopyThatCannotBeReadIsNoException() throws Exception {
        Path file = Files.writeString(data.resolve("none"), "");
        new CopyPurge(file).purge();
        assertTrue(Files.isRegularFile(file));
    }
}
