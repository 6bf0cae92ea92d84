package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.jute.OutputArchive;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.metrics.impl.DefaultMetricsProvider;
import org.apache.zookeeper.server.DataTree;
import org.apache.zookeeper.server.Request;
import org.apache.zookeeper.server.ServerMetrics;
import org.apache.zookeeper.server.persistence.FilePadding;
import org.apache.zookeeper.server.persistence.FileTxnLog;
import org.apache.zookeeper.server.persistence.StrictLog;
import org.apache.zookeeper.txn.CreateTxn;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a log is on the disk, as ZooKeeper counts its forces, and what a power cut leaves of it. */
class PowerCutTest {
    @TempDir
    Path dir;

    private final long padding = FilePadding.getPreAllocSize();
    private final DataTree tree = new DataTree();
    private final Map<Long, Boolean> acknowledged = new TreeMap<>();
    private final Map<Long, Boolean> appended = new TreeMap<>();
    private StrictLog log;
    private long zxid;
    private int beats;
    private long counted;

    @BeforeEach
    void open() throws Exception {
        // a peer of an earlier test in this process has had none counted
        ServerMetrics.metricsProviderInitialized(new DefaultMetricsProvider());
        FileTxnLog.setPreallocSize(1 << 18);
        log = strict(dir.resolve("data"));
        log.save(tree, new ConcurrentHashMap<>(), false);
        counted = forces();
    }

    @AfterEach
    void close() throws Exception {
        FileTxnLog.setPreallocSize(padding);
        log.close();
    }

    private static StrictLog strict(Path data) throws IOException {
        return new StrictLog(data.toFile(), Heartbeat::is, at -> true, (file, why) -> {
            throw new AssertionError(file.toString(), why);
        });
    }

    private static long forces() {
        Map<String, Object> all = new TreeMap<>();
        ServerMetrics.getMetrics().getMetricsProvider().dump(all::put);
        return ((Number) all.getOrDefault("cnt_fsynctime", 0L)).longValue();
    }

    private void append(Request request) throws IOException {
        log.append(request);
        tree.processTxn(request.getHdr(), request.getTxn());
        appended.put(request.zxid, Heartbeat.is(request));
    }

    private void beat() throws IOException {
        append(Changes.beat(++zxid, 2, ++beats));
    }

    private void claim() throws IOException {
        ++zxid;
        CreateTxn change = new CreateTxn("/n" + zxid, new byte[20], Ids.OPEN_ACL_UNSAFE, false, (int) zxid);
        append(Changes.one(zxid, OpCode.create, change));
    }

    private void commit() throws IOException {
        log.commit();
        acknowledged.putAll(appended);
        appended.clear();
    }

    /** Whether anything was forced since the last time. */
    private boolean forced() {
        long before = counted;
        counted = forces();
        return counted != before;
    }

    @Test
    void heartbeatsAreInTheFileAndNotForcedAndWhateverElseComesIs() throws Exception {
        claim();
        commit();
        assertTrue(forced());
        for (int i = 0; i < 50; i++) {
            beat();
            commit();
            assertEquals(zxid, last(dir.resolve("data/version-2")));
        }
        assertEquals(false, forced());
        beat();
        claim();
        beat();
        commit();
        assertTrue(forced());
        beat();
        commit();
        assertEquals(false, forced());
    }

    @Test
    void manyHeartbeatsAreForcedNowAndThen() throws Exception {
        int times = 0;
        for (int i = 0; i < 1000; i++) {
            beat();
            commit();
            times += forced() ? 1 : 0;
        }
        assertEquals(5, times);
    }

    @Test
    void whoAsksHasThemForcedOnce() throws Exception {
        beat();
        commit();
        log.force();
        assertTrue(forced());
        log.force();
        assertEquals(false, forced());
    }

    private static long last(Path copy) throws IOException {
        long[] last = new long[1];
        for (Path file : CopyFiles.of(copy).logs().values()) {
            assertEquals(
                    Optional.empty(),
                    LogCheck.check(file, (one, at) -> last[0] = one).damage());
        }
        return last[0];
    }

    /** What the disk has for certain: all logs as they were when they were last forced, and whatever else is there. */
    private void keep(Path disk) throws IOException {
        FileUtils.deleteDirectory(disk.toFile());
        FileUtils.copyDirectory(dir.resolve("data").toFile(), disk.toFile());
    }

    /** Takes the snapshots of now, as they reach the disk when they like. */
    private void keepSnapshots(Path disk) throws IOException {
        try (Stream<Path> files = Files.list(dir.resolve("data/version-2"))) {
            for (Path file : files.filter(one -> one.getFileName().toString().startsWith("snapshot."))
                    .toList()) {
                FileUtils.copyFileToDirectory(
                        file.toFile(), disk.resolve("version-2").toFile());
            }
        }
    }

    /** One of the things that a peer does. */
    private void any(Random random) throws IOException {
        switch (random.nextInt(20)) {
            case 0 -> claim();
            case 1 -> log.rollLog();
            case 2 -> log.save(tree, new ConcurrentHashMap<>(), false);
            case 3, 4, 5, 6, 7, 8 -> commit();
            default -> beat();
        }
    }

    @Test
    void aPowerCutLeavesAWholeCopyWithoutTheLastHeartbeatsAndNothingElseIsMissing() throws Exception {
        long seed = Long.getLong("mosha.test.seed", System.nanoTime());
        System.out.println("seed " + seed);
        // each log is copied hundreds of times, and has little in it
        FileTxnLog.setPreallocSize(1 << 14);
        Random random = new Random(seed);
        Path disk = dir.resolve("disk");
        keep(disk);
        int lost = 0;
        for (int i = 0; i < 2000; i++) {
            any(random);
            if (forced()) {
                keep(disk);
            }
            if (i % 40 == 0) {
                lost += check(disk, "step " + i + " of seed " + seed);
            }
        }
        assertTrue(lost > 0);
    }

    private int check(Path disk, String when) throws IOException {
        Path cut = dir.resolve("cut");
        FileUtils.deleteDirectory(cut.toFile());
        FileUtils.copyDirectory(disk.toFile(), cut.toFile());
        keepSnapshots(cut);
        assertEquals(Optional.empty(), CopyCheck.check(cut.resolve("version-2")).damage(), when);

        StrictLog next = strict(cut);
        DataTree restored = new DataTree();
        long reached = next.restore(restored, new ConcurrentHashMap<>(), (header, record, digest) -> {});
        List<Long> missing = new ArrayList<>();
        acknowledged.forEach((one, isBeat) -> {
            if (one > reached) {
                missing.add(one);
                assertTrue(isBeat, when + ": " + one + " is lost, behind " + reached);
            }
        });
        next.append(Changes.beat(reached + 1, 2, 1));
        next.commit();
        next.close();
        assertEquals(Optional.empty(), CopyCheck.check(cut.resolve("version-2")).damage(), when);
        return missing.size();
    }

    /** Changes once more while a snapshot of it is written, as the others acknowledge what is not written here yet. */
    private static final class Changing extends DataTree {
        private final Request change;

        private Changing(Request change) {
            this.change = change;
        }

        @Override
        public void serialize(OutputArchive archive, String tag) throws IOException {
            super.serialize(archive, tag);
            processTxn(change.getHdr(), change.getTxn());
        }
    }

    @Test
    void aSnapshotWaitsUntilTheDiskHasWhatHasChangedWhileItWasWritten() throws Exception {
        Request change = Changes.beat(1, 2, 1);
        FutureTask<File> saving =
                new FutureTask<>(() -> log.save(new Changing(change), new ConcurrentHashMap<>(), false));
        Files.delete(dir.resolve("data/version-2/snapshot.0"));
        Thread thread = new Thread(saving, "saves");
        thread.start();
        Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING);
        assertEquals(0, CopyFiles.of(dir.resolve("data/version-2")).snapshots().size());
        log.append(change);
        assertEquals("snapshot.0", saving.get().getName());
        assertTrue(forced());
    }

    @Test
    void aSnapshotThatWaitsIsGivenUpWithTheLog() throws Exception {
        FutureTask<File> saving =
                new FutureTask<>(() -> log.save(new Changing(Changes.beat(1, 2, 1)), new ConcurrentHashMap<>(), false));
        Thread thread = new Thread(saving, "saves");
        thread.start();
        Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING);
        log.close();
        assertThrows(ExecutionException.class, saving::get);
    }
}
