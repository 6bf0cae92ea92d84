package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.io.FileUtils;
import org.apache.zookeeper.server.DataTree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a damaged copy, and what the operator can say to it. */
class CopyCareTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final String PLACE = "damaged-20261128T120000.000Z";

    @TempDir
    static Path source;

    @TempDir
    Path data;

    private RealCopy copy;
    private Path word;
    private Path initialize;

    @BeforeAll
    static void writeWithARealPeer() throws Exception {
        RealCopy.write(source);
    }

    @BeforeEach
    void takeACopy() throws IOException {
        copy = new RealCopy(source.resolve("copy")).to(data.resolve("version-2"));
        word = data.resolve("accept-damaged");
        initialize = data.resolve("initialize");
    }

    private Optional<String> lost(boolean alone) throws IOException {
        return new CopyCare(data, alone).lost(NOW);
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] all = Files.readAllBytes(file);
        all[at] ^= 8;
        Files.write(file, all);
    }

    private Path newestLog() throws IOException {
        return copy.logs().get(2);
    }

    /** In about the middle of what is in it. */
    private void damageNewestLog() throws IOException {
        flip(newestLog(), RealCopy.end(Files.readAllBytes(newestLog())) / 2);
    }

    private DataTree restored(Path from) throws IOException {
        return new RealCopy(from).restored(data.resolve("restored"));
    }

    @Test
    void aDamagedCopyIsPutAside() throws IOException {
        damageNewestLog();
        String sentence = lost(false).orElseThrow();
        assertTrue(Files.exists(data.resolve(PLACE)));
        assertFalse(Files.exists(copy.directory()));
        for (Path named : List.of(data.resolve(PLACE), word, initialize)) {
            assertTrue(sentence.contains(named.toString()), sentence);
        }
    }

    @Test
    void aNodeThatWasWipedOnPurposeIsToldHowToGetOutOfIt() throws IOException {
        Files.move(copy.directory(), data.resolve("damaged-20200101T000000.000Z"));
        String sentence = lost(false).orElseThrow();
        assertTrue(
                sentence.contains("when it was removed on purpose, remove " + data.resolve("damaged-2020")), sentence);
    }

    @Test
    void thePermissionToBeginEmptyIsGoneBeforeTheCopyIs() throws IOException {
        damageNewestLog();
        Files.createFile(initialize);
        // so that it cannot be moved
        Files.createDirectories(data.resolve(PLACE).resolve("something"));
        assertThrows(IOException.class, () -> lost(false));
        assertTrue(Files.exists(copy.directory()));
        assertFalse(Files.exists(initialize));
    }

    @Test
    void onlyWhatIsDamagedAndNotNeededIsPutAside() throws IOException {
        Path snapshot = copy.snapshots().get(0);
        flip(snapshot, 30);
        assertEquals(Optional.empty(), lost(false));
        assertFalse(Files.exists(snapshot));
        assertTrue(Files.exists(data.resolve("unneeded-20261128T120000.000Z").resolve(snapshot.getFileName())));
        // it is no copy that was lost
        FileUtils.deleteDirectory(copy.directory().toFile());
        assertEquals(Optional.empty(), lost(false));
    }

    @Test
    void whatCanBeReadIsAcceptedUpToTheDamage() throws IOException {
        DataTree all = restored(copy.directory());
        damageNewestLog();
        byte[] damaged = Files.readAllBytes(newestLog());
        Files.createFile(word);
        assertEquals(Optional.empty(), lost(true));
        assertFalse(Files.exists(word));
        assertEquals(Optional.empty(), CopyCheck.check(copy.directory()).damage());
        byte[] log = Files.readAllBytes(copy.logs().get(0));
        assertTrue(log.length > 100 && log.length < damaged.length / 2);
        assertTrue(Arrays.equals(log, 0, log.length, damaged, 0, log.length));
        DataTree tree = restored(copy.directory());
        assertTrue(tree.lastProcessedZxid > 0x300000000L && tree.lastProcessedZxid < all.lastProcessedZxid);
        assertTrue(tree.getNodeCount() < all.getNodeCount() && tree.getNode("/b3") != null);
        Path kept = data.resolve(PLACE).resolve(copy.logs().get(0).getFileName());
        assertTrue(Arrays.equals(damaged, Files.readAllBytes(kept)));
        assertEquals("3", Files.readString(copy.directory().resolve("currentEpoch")));
    }

    @Test
    void whatFollowsAGapIsNotAccepted() throws IOException {
        long snapshot = restored(copy.directory()).lastProcessedZxid;
        // the newest snapshot is of the second log's end, which may have had more
        Path second = copy.logs().get(1);
        Files.write(second, Arrays.copyOf(Files.readAllBytes(second), 40));
        flip(second, 24);
        Files.writeString(copy.directory().resolve("acceptedEpoch"), "7");
        Files.createFile(word);
        assertEquals(Optional.empty(), lost(true));
        assertEquals(List.of(), copy.logs());
        DataTree tree = restored(copy.directory());
        assertTrue(tree.lastProcessedZxid < 0x300000000L && tree.lastProcessedZxid < snapshot);
        assertTrue(tree.getNode("/b3") != null);
        assertEquals("2", Files.readString(copy.directory().resolve("currentEpoch")));
        // what it has promised to others, it holds
        assertEquals("7", Files.readString(copy.directory().resolve("acceptedEpoch")));
    }

    @Test
    void aCopyThatWasPutAsideBeforeIsAcceptedToo() throws IOException {
        damageNewestLog();
        assertTrue(lost(true).isPresent());
        Files.createFile(word);
        Files.createDirectories(data.resolve("accepting").resolve("left by a crash"));
        assertEquals(Optional.empty(), lost(true));
        assertFalse(Files.exists(data.resolve("accepting")));
        assertEquals(1, copy.snapshots().size());
    }

    @Test
    void aCopyWithoutAWholeSnapshotCannotBeAccepted() throws IOException {
        for (Path snapshot : copy.snapshots()) {
            flip(snapshot, 30);
        }
        Files.createFile(word);
        String sentence = lost(true).orElseThrow();
        assertTrue(sentence.contains("it cannot be accepted (there is no whole snapshot in it)"), sentence);
        assertFalse(Files.exists(copy.directory()));
        assertFalse(Files.exists(word));
    }

    @Test
    void theWordDoesNotWaitForTheNextDamage() throws IOException {
        DataTree all = restored(copy.directory());
        Files.createFile(word);
        assertEquals(Optional.empty(), lost(true));
        assertFalse(Files.exists(word));
        assertEquals(all.getTreeDigest(), restored(copy.directory()).getTreeDigest());
    }
}
