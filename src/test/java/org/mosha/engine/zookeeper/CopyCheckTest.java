package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.zookeeper.server.DataTree;
import org.apache.zookeeper.server.persistence.FileSnap;
import org.apache.zookeeper.server.persistence.FileTxnLog;
import org.apache.zookeeper.server.persistence.FileTxnSnapLog;
import org.apache.zookeeper.server.persistence.TxnLog.TxnIterator;
import org.apache.zookeeper.server.persistence.Util;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of a copy, on copies that a real peer has written in three lives, and on what can become of them. */
class CopyCheckTest {
    private static final long SEED = 20261128;
    private static final int PADDING = 300;

    @TempDir
    static Path source;

    @TempDir
    Path dir;

    private Path copy;
    private final Random random = new Random(SEED);

    @BeforeAll
    static void writeWithARealPeer() throws Exception {
        try (LonePeers peers = new LonePeers(source, 1)) {
            for (String life : List.of("a", "b", "c")) {
                peers.start(1);
                peers.serving(1);
                peers.writeMany(1, life, 4);
                peers.stop(1);
            }
            FileUtils.copyDirectory(
                    peers.copy(1).toFile(), source.resolve("copy").toFile());
        }
        // most of a small log is zero
        for (Path log : list(source.resolve("copy"), FileTxnLog.LOG_FILE_PREFIX)) {
            byte[] all = Files.readAllBytes(log);
            Files.write(log, Arrays.copyOf(all, end(all) + PADDING));
        }
    }

    @BeforeEach
    void takeACopy() throws IOException {
        copy = dir.resolve("version-2");
        FileUtils.copyDirectory(source.resolve("copy").toFile(), copy.toFile());
    }

    private static List<Path> list(Path directory, String prefix) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.getFileName().toString().startsWith(prefix + "."))
                    .sorted((a, b) -> Long.compare(zxid(a, prefix), zxid(b, prefix)))
                    .toList();
        }
    }

    private static long zxid(Path file, String prefix) {
        return Util.getZxidFromName(file.getFileName().toString(), prefix);
    }

    private List<Path> logs() throws IOException {
        return list(copy, FileTxnLog.LOG_FILE_PREFIX);
    }

    private List<Path> snapshots() throws IOException {
        return list(copy, FileSnap.SNAPSHOT_FILE_PREFIX);
    }

    private static <T> T last(List<T> all) {
        return all.get(all.size() - 1);
    }

    /** Behind the last byte that is not zero. */
    private static int end(byte[] all) {
        return IntStream.iterate(all.length, n -> n - 1)
                .filter(n -> n == 0 || all[n - 1] != 0)
                .findFirst()
                .orElseThrow();
    }

    private boolean isDamaged() throws IOException {
        return CopyCheck.check(copy).damage().isPresent();
    }

    private void assertDamaged(String... parts) throws IOException {
        Optional<String> damage = CopyCheck.check(copy).damage();
        assertTrue(damage.isPresent());
        for (String part : parts) {
            assertTrue(damage.get().contains(part), damage.get());
        }
    }

    private void assertWhole() throws IOException {
        assertEquals(Optional.empty(), CopyCheck.check(copy).damage());
    }

    /** What ZooKeeper would take from the logs, or nothing when it would not start. */
    private Optional<List<Long>> logged() {
        List<Long> all = new ArrayList<>();
        try (FileTxnLog log = new FileTxnLog(copy.toFile());
                TxnIterator each = log.read(0)) {
            for (boolean more = each.getHeader() != null; more; more = each.next()) {
                all.add(each.getHeader().getZxid());
            }
            return Optional.of(all);
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** What ZooKeeper makes of a copy, which it may change: the digest of all that is in it. */
    private long restored() throws IOException {
        Path other = dir.resolve("restored");
        FileUtils.deleteDirectory(other.toFile());
        FileUtils.copyDirectory(copy.toFile(), other.resolve("version-2").toFile());
        DataTree tree = new DataTree();
        FileTxnSnapLog both = new FileTxnSnapLog(other.toFile(), other.toFile());
        both.restore(tree, new ConcurrentHashMap<>(), (header, record, digest) -> {});
        return tree.getTreeDigest();
    }

    private void flip(Path file, byte[] whole, int at, int bit) throws IOException {
        byte[] flipped = whole.clone();
        flipped[at] ^= (byte) (1 << bit);
        Files.write(file, flipped);
    }

    @Test
    void whatARealPeerLeavesIsWhole() throws IOException {
        assertWhole();
        assertEquals(3, logs().size());
        assertTrue(snapshots().size() > 1);
        assertEquals(List.of(), CopyCheck.check(copy).leftovers());
    }

    @Test
    void noCopyIsNoDamage() throws IOException {
        CopyCheck.Result none = CopyCheck.check(dir.resolve("none"));
        assertEquals(Optional.empty(), none.damage());
        assertTrue(none.empty());
        assertFalse(CopyCheck.check(copy).empty());
    }

    @Test
    void aFlippedBitInALogIsDamageUnlessZooKeeperReadsTheSame() throws IOException {
        List<Long> before = logged().orElseThrow();
        int found = 0;
        for (Path log : logs()) {
            byte[] whole = Files.readAllBytes(log);
            int end = end(whole);
            for (int at = 0; at < whole.length; at++) {
                // each bit of the newest's first ones and of its end, where nothing comes that could be missed
                boolean each = log.equals(last(logs())) && (at < 80 || at > end - 80 && at < end + 20);
                for (int bit : each ? new int[] {0, 1, 2, 3, 4, 5, 6, 7} : new int[] {random.nextInt(8)}) {
                    flip(log, whole, at, bit);
                    if (isDamaged()) {
                        found++;
                    } else {
                        assertEquals(Optional.of(before), logged(), log + " at byte " + at + ", bit " + bit);
                    }
                }
            }
            Files.write(log, whole);
        }
        assertTrue(found > 1500, found + " found");
    }

    @Test
    void aNewestLogThatEndsEarlyIsOrdinaryAndHealed() throws IOException {
        List<Long> before = logged().orElseThrow();
        Path log = last(logs());
        byte[] whole = Files.readAllBytes(log);
        for (int length = 0; length <= whole.length; length++) {
            int padding = random.nextBoolean() ? 0 : PADDING;
            Files.write(log, Arrays.copyOf(Arrays.copyOf(whole, length), length + padding));
            CopyCheck.Result result = CopyCheck.check(copy);
            String where = "of " + length + " bytes with " + padding + " of padding";
            if (length > 0 && length < 4 && padding > 0) {
                // nobody writes a word by halves
                assertTrue(result.damage().isPresent(), where);
                continue;
            }
            assertEquals(Optional.empty(), result.damage(), where);
            for (Path file : result.leftovers()) {
                assertEquals(log, file);
                assertTrue(length < 16, where);
                Files.delete(file);
            }
            List<Long> after = logged().orElseThrow(() -> new AssertionError(where));
            assertEquals(before.subList(0, after.size()), after, where);
        }
    }

    @Test
    void anEarlierLogThatEndsEarlyIsDamageWhenTransactionsAreMissingInAnEpoch() throws IOException {
        // the third life began with a snapshot of all that was before
        Path log = logs().get(2);
        byte[] whole = Files.readAllBytes(log);
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        Files.write(log, half);
        List<Long> first = logged().orElseThrow();
        // a life that went on from what had been healed, and one that did not
        Path next = log.resolveSibling(Util.makeLogName(last(first) + 1));
        Files.write(next, records(whole, last(first) + 1));
        assertWhole();
        Files.delete(next);
        Files.write(log.resolveSibling(Util.makeLogName(last(first) + 2)), records(whole, last(first) + 2));
        assertDamaged("the transactions between 0x" + Long.toHexString(last(first)), "are missing in the logs");
    }

    /** A log with the transactions from one on. */
    private static byte[] records(byte[] log, long from) {
        ByteBuffer in = ByteBuffer.wrap(log);
        ByteBuffer out = ByteBuffer.allocate(log.length);
        out.put(log, 0, 16);
        int at = 16;
        while (in.getInt(at + 8) > 0) {
            int size = 8 + 4 + in.getInt(at + 8) + 1;
            if (in.getLong(at + 12 + 12) >= from) {
                out.put(log, at, size);
            }
            at += size;
        }
        return out.array();
    }

    @Test
    void whatWasOverwrittenIsDamage() throws IOException {
        List<Path> all = new ArrayList<>(logs());
        all.addAll(snapshots());
        for (Path file : all) {
            byte[] whole = Files.readAllBytes(file);
            byte[] over = whole.clone();
            Arrays.fill(over, 40, Math.min(over.length, 40 + 4096), (byte) 'x');
            Files.write(file, over);
            assertDamaged(file.toString());
            over = whole.clone();
            Arrays.fill(over, 40, 100, (byte) 0);
            Files.write(file, over);
            assertDamaged(file.toString());
            Files.write(file, whole);
        }
    }

    @Test
    void aFlippedBitInASnapshotIsDamage() throws IOException {
        long digest = restored();
        for (Path snapshot : snapshots()) {
            byte[] whole = Files.readAllBytes(snapshot);
            for (int at = 0; at < whole.length; at += 1 + random.nextInt(3)) {
                int bit = random.nextInt(8);
                flip(snapshot, whole, at, bit);
                if (!isDamaged()) {
                    assertEquals(digest, restored(), snapshot + " at byte " + at + ", bit " + bit);
                }
            }
            int middle = whole.length / 3;
            flip(snapshot, whole, middle, 3);
            assertDamaged(snapshot.toString(), "the snapshot's content does not fit its checksum");
            Files.write(snapshot, whole);
        }
    }

    @Test
    void aSnapshotWithoutItsEndIsDamageUnlessTheLogsHaveItAll() throws IOException {
        Path snapshot = last(snapshots());
        byte[] whole = Files.readAllBytes(snapshot);
        long digest = restored();
        // the last of it are two seals, each of which looks like the end
        for (int length = 0; length < whole.length - 80; length += 1 + random.nextInt(4)) {
            Files.write(snapshot, Arrays.copyOf(whole, length));
            assertWhole();
        }
        assertEquals(digest, restored());
        Files.write(snapshot, Arrays.copyOf(whole, whole.length / 2));
        // such as one that was got from another node, for what it had missed
        byte[] log = Files.readAllBytes(logs().get(1));
        List<Long> all = logged().orElseThrow();
        Files.write(logs().get(1), Arrays.copyOf(log, end(log) - 1));
        assertDamaged(snapshot.toString(), "the snapshot's end is missing, and the logs do not have what was in it");
        Files.write(logs().get(1), log);
        assertEquals(Optional.of(all), logged());
        for (Path other : snapshots()) {
            if (!other.equals(snapshot)) {
                Files.delete(other);
            }
        }
        assertDamaged("there are logs, but no whole snapshot that they go on from");
    }

    @Test
    void aFirstSnapshotThatIsCutIsNoCopyYet() throws IOException {
        for (Path log : logs()) {
            Files.delete(log);
        }
        for (Path snapshot : snapshots()) {
            if (zxid(snapshot, FileSnap.SNAPSHOT_FILE_PREFIX) == 0) {
                Files.write(snapshot, Arrays.copyOf(Files.readAllBytes(snapshot), 30));
            } else {
                Files.delete(snapshot);
            }
        }
        CopyCheck.Result result = CopyCheck.check(copy);
        assertEquals(Optional.empty(), result.damage());
        assertTrue(result.empty());
    }

    @Test
    void aSnapshotThatWasBeingWrittenIsALeftover() throws IOException {
        Path unfinished = copy.resolve("snapshot.900000001.tmp");
        Files.write(unfinished, new byte[100]);
        CopyCheck.Result result = CopyCheck.check(copy);
        assertEquals(Optional.empty(), result.damage());
        assertEquals(List.of(unfinished), result.leftovers());
    }

    @Test
    void aNewLogThatHasNothingIsALeftoverButNotAnEarlierOne() throws IOException {
        Path next = copy.resolve("log.900000001");
        for (byte[] hollow : List.of(new byte[0], new byte[15], new byte[5000])) {
            Files.write(next, hollow);
            CopyCheck.Result result = CopyCheck.check(copy);
            assertEquals(Optional.empty(), result.damage());
            assertEquals(List.of(next), result.leftovers());
        }
        Files.delete(next);
        Files.write(logs().get(1), new byte[0]);
        assertDamaged(logs().get(1).toString(), "it is empty");
    }

    @Test
    void epochsThatDoNotFitAreDamage() throws IOException {
        for (Map.Entry<String, String> wrong : Map.of(
                        "currentEpoch",
                        "1",
                        "acceptedEpoch",
                        "2",
                        "currentEpoch ",
                        "",
                        "acceptedEpoch ",
                        "\u0000\u0000")
                .entrySet()) {
            Path file = copy.resolve(wrong.getKey().strip());
            String good = Files.readString(file);
            Files.writeString(file, wrong.getValue());
            assertDamaged(file.toString());
            Files.writeString(file, good);
        }
        Files.writeString(copy.resolve("currentEpoch"), "2");
        Files.writeString(copy.resolve("currentEpoch.tmp"), "3");
        assertWhole();
        Files.delete(copy.resolve("currentEpoch"));
        Files.delete(copy.resolve("acceptedEpoch"));
        assertWhole();
    }

    @Test
    void whatLooksLikeRecordsWithoutEndDoesNotTakeForEver() throws IOException {
        byte[] many = new byte[1 << 20];
        byte[] begin = Files.readAllBytes(last(logs()));
        System.arraycopy(begin, 0, many, 0, 16);
        // one that says that it is as long as the file, and in it heads of others at each place
        ByteBuffer bytes = ByteBuffer.wrap(many);
        for (int at = 16; at < many.length - 100; at += 16) {
            bytes.putInt(at + 4, 7).putInt(at + 8, many.length / 2);
        }
        bytes.putInt(24, many.length * 3 / 2);
        Files.write(last(logs()), many);
        assertDamaged(last(logs()).toString(), "behind a transaction that is not whole");
    }

    @Test
    void noiseIsClassified() throws IOException {
        for (int i = 0; i < 300; i++) {
            Path file = random.nextBoolean() ? last(logs()) : last(snapshots());
            byte[] whole = Files.readAllBytes(file);
            byte[] noisy = whole.clone();
            int from = random.nextInt(noisy.length);
            for (int at = from; at < Math.min(noisy.length, from + random.nextInt(200)); at++) {
                noisy[at] = (byte) random.nextInt();
            }
            Files.write(file, noisy);
            CopyCheck.check(copy);
            Files.write(file, whole);
        }
        assertWhole();
    }
}
