package org.mosha.engine.zookeeper;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import java.util.TreeMap;
import org.apache.commons.io.FileUtils;
import org.apache.zookeeper.server.persistence.FileSnap;
import org.apache.zookeeper.server.persistence.FileTxnLog;
import org.apache.zookeeper.server.persistence.TxnLog.TxnIterator;
import org.apache.zookeeper.server.persistence.Util;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of a copy, on copies that a real peer has written in three lives, and on what can become of them. */
class CopyCheckTest {
    private static final long SEED = 20261128;
    private static final int PADDING = RealCopy.PADDING;

    @TempDir
    static Path source;

    @TempDir
    Path dir;

    private Path copy;
    private final Random random = new Random(SEED);

    @BeforeAll
    static void writeWithARealPeer() throws Exception {
        RealCopy.write(source);
    }

    @BeforeEach
    void takeACopy() throws IOException {
        copy = dir.resolve("version-2");
        FileUtils.copyDirectory(source.resolve("copy").toFile(), copy.toFile());
    }

    private List<Path> logs() throws IOException {
        return new RealCopy(copy).logs();
    }

    private List<Path> snapshots() throws IOException {
        return new RealCopy(copy).snapshots();
    }

    private static <T> T last(List<T> all) {
        return all.get(all.size() - 1);
    }

    private static int end(byte[] all) {
        return RealCopy.end(all);
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
        return new RealCopy(copy).restored(dir.resolve("restored")).getTreeDigest();
    }

    /** What ZooKeeper makes of a copy when what is not needed is not there. */
    private long restoredWithout(List<Path> unneeded) throws IOException {
        Map<Path, byte[]> removed = new TreeMap<>();
        for (Path file : unneeded) {
            removed.put(file, Files.readAllBytes(file));
            Files.delete(file);
        }
        long digest = restored();
        for (Map.Entry<Path, byte[]> file : removed.entrySet()) {
            Files.write(file.getKey(), file.getValue());
        }
        return digest;
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
        long digest = restored();
        int found = 0;
        int unneeded = 0;
        for (Path log : logs()) {
            byte[] whole = Files.readAllBytes(log);
            int end = end(whole);
            for (int at = 0; at < whole.length; at++) {
                // each bit of the newest's first ones and of its end, where nothing comes that could be missed
                boolean each = log.equals(last(logs())) && (at < 80 || at > end - 80 && at < end + 20);
                for (int bit : each ? new int[] {0, 1, 2, 3, 4, 5, 6, 7} : new int[] {random.nextInt(8)}) {
                    flip(log, whole, at, bit);
                    CopyCheck.Result result = CopyCheck.check(copy);
                    if (result.damage().isPresent()) {
                        found++;
                    } else if (!result.unneeded().isEmpty()) {
                        // restoring takes its time
                        if (unneeded++ % 50 == 0) {
                            assertEquals(digest, restoredWithout(result.unneeded()), log + " at byte " + at);
                        }
                        assertFalse(result.unneeded().contains(last(logs())));
                        assertTrue(result.unneeded().contains(log));
                    } else {
                        assertEquals(Optional.of(before), logged(), log + " at byte " + at + ", bit " + bit);
                    }
                }
            }
            Files.write(log, whole);
        }
        assertTrue(found > 1000, found + " found");
        assertTrue(unneeded > 500, unneeded + " unneeded");
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
    void whatWasOverwrittenIsDamageWhereItIsNeeded() throws IOException {
        Path needed = last(logs());
        byte[] whole = Files.readAllBytes(needed);
        byte[] over = whole.clone();
        Arrays.fill(over, 40, Math.min(over.length, 40 + 4096), (byte) 'x');
        Files.write(needed, over);
        assertDamaged(needed.toString());
        over = whole.clone();
        Arrays.fill(over, 40, 100, (byte) 0);
        Files.write(needed, over);
        assertDamaged(needed.toString());
    }

    @Test
    void anOldLogIsDamagedWithoutHarmWhenNothingInItIsNewerThanTheSnapshot() throws IOException {
        long digest = restored();
        List<Path> logs = logs();
        Path old = logs.get(1);
        byte[] whole = Files.readAllBytes(old);
        flip(old, whole, 40, 3);
        CopyCheck.Result result = CopyCheck.check(copy);
        assertEquals(Optional.empty(), result.damage());
        // without it, what is in the one before does not go on in the next one
        assertEquals(List.of(logs.get(0), old), result.unneeded());
        assertEquals(digest, restoredWithout(result.unneeded()));

        // what is in its last transaction cannot be told; nor how far it went when more than a checksum is wrong
        flip(old, whole, end(whole) - 3, 3);
        assertDamaged(old.toString(), "the checksum does not fit the transaction");
        Files.write(old, Arrays.copyOf(whole, 20));
        flip(old, whole, 24, 3);
        assertDamaged(old.toString());
        // the snapshot before it does not have what is in it
        flip(old, whole, 40, 3);
        Files.delete(last(snapshots()));
        assertDamaged(old.toString(), "at byte 16");
    }

    @Test
    void aLogBeforeTheSnapshotIsNotNeededWhateverIsInIt() throws IOException {
        Path first = logs().get(0);
        Path second = logs().get(1);
        long name = RealCopy.zxid(last(snapshots()), FileSnap.SNAPSHOT_FILE_PREFIX);
        // the newest one begins right behind the snapshot
        Path newest = last(logs());
        Files.move(newest, newest.resolveSibling(Util.makeLogName(name + 1)));
        for (byte[] content :
                List.of(new byte[0], new byte[5000], "nonsense".repeat(9).getBytes(US_ASCII))) {
            Files.write(second, content);
            CopyCheck.Result result = CopyCheck.check(copy);
            assertEquals(Optional.empty(), result.damage());
            assertEquals(List.of(first, second), result.unneeded());
        }
    }

    @Test
    void aSnapshotWithAFlippedBitIsNotNeededWhenTheLogsHaveItAll() throws IOException {
        long digest = restored();
        for (Path snapshot : snapshots()) {
            byte[] whole = Files.readAllBytes(snapshot);
            for (int at = 0; at < whole.length; at += 1 + random.nextInt(3)) {
                int bit = random.nextInt(8);
                flip(snapshot, whole, at, bit);
                CopyCheck.Result result = CopyCheck.check(copy);
                String where = snapshot + " at byte " + at + ", bit " + bit;
                assertEquals(Optional.empty(), result.damage(), where);
                // restoring takes its time
                if (random.nextInt(20) == 0) {
                    assertEquals(digest, restoredWithout(result.unneeded()), where);
                }
            }
            flip(snapshot, whole, whole.length / 3, 3);
            assertEquals(List.of(snapshot), CopyCheck.check(copy).unneeded());
            Files.write(snapshot, whole);
        }
    }

    @Test
    void aDamagedSnapshotIsDamageWhenTheLogsDoNotHaveItAll() throws IOException {
        Path snapshot = last(snapshots());
        byte[] whole = Files.readAllBytes(snapshot);
        flip(snapshot, whole, whole.length / 3, 3);
        byte[] log = Files.readAllBytes(logs().get(1));
        Files.write(logs().get(1), Arrays.copyOf(log, end(log) - 1));
        assertDamaged(snapshot.toString(), "does not fit its checksum, and the logs do not have what was in it");
    }

    @Test
    void aFirstSnapshotThatIsDamagedIsDamageWhenItIsAllThereIs() throws IOException {
        for (Path log : logs()) {
            Files.delete(log);
        }
        for (Path snapshot : snapshots().subList(1, snapshots().size())) {
            Files.delete(snapshot);
        }
        Path first = snapshots().get(0);
        assertEquals(0, RealCopy.zxid(first, FileSnap.SNAPSHOT_FILE_PREFIX));
        byte[] whole = Files.readAllBytes(first);
        flip(first, whole, whole.length / 3, 3);
        assertDamaged(first.toString(), "does not fit its checksum");
    }

    @Test
    void anInterruptionTellsNothingOfTheCopy() {
        Thread.currentThread().interrupt();
        try {
            assertThrows(IOException.class, () -> CopyCheck.check(copy));
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void aSnapshotWithoutItsEndIsDamageUnlessTheLogsHaveItAll() throws IOException {
        Path snapshot = last(snapshots());
        byte[] whole = Files.readAllBytes(snapshot);
        long digest = restored();
        // the last of it are seals, each of which looks like the end
        for (int length = 0; length < whole.length; length += length < whole.length - 100 ? 1 + random.nextInt(4) : 1) {
            Files.write(snapshot, Arrays.copyOf(whole, length));
            CopyCheck.Result result = CopyCheck.check(copy);
            assertEquals(Optional.empty(), result.damage(), "of " + length + " bytes");
            if (random.nextInt(20) == 0) {
                assertEquals(digest, restoredWithout(result.unneeded()), "of " + length + " bytes");
            }
        }
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
            if (RealCopy.zxid(snapshot, FileSnap.SNAPSHOT_FILE_PREFIX) == 0) {
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
