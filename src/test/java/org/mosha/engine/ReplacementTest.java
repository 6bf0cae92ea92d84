package org.mosha.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is written through to the disk. */
class ReplacementTest {
    private static final byte[] OLD = "old\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NEW = "the new one\n".getBytes(StandardCharsets.UTF_8);

    private static final int NOBODY = 65534;
    private static final int ATTACKS = 40;

    @TempDir
    Path dir;

    @Test
    void aFileIsMadeAndReplacedAndNothingIsLeftBeside() throws IOException {
        Path file = dir.resolve("file");
        Replacement.writeThrough(file, OLD);
        assertArrayEquals(OLD, Files.readAllBytes(file));
        Object first = Files.getAttribute(file, "unix:ino");
        Replacement.writeThrough(file, NEW);
        assertArrayEquals(NEW, Files.readAllBytes(file));
        // who has it open still reads the old one
        assertNotEquals(first, Files.getAttribute(file, "unix:ino"));
        assertEquals(List.of(file), listing(dir));
    }

    @Test
    void aFileThatHasTheContentIsNotTouched() throws IOException {
        Path file = dir.resolve("file");
        Replacement.writeThrough(file, OLD);
        Object before = Files.readAttributes(file, "unix:ino,ctime,lastModifiedTime");
        Replacement.writeThrough(file, OLD.clone());
        assertEquals(before, Files.readAttributes(file, "unix:ino,ctime,lastModifiedTime"));
    }

    @Test
    void permissionsAreKept() throws IOException {
        Path file = dir.resolve("file");
        Files.write(file, OLD);
        for (String permissions : List.of("rw-------", "rw-rw-r--", "r--r-----")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            Replacement.writeThrough(file, (permissions + "\n").getBytes(StandardCharsets.UTF_8));
            assertEquals(permissions + "\n", Files.readString(file));
            assertEquals(permissions, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
    }

    @Test
    void aLinkStaysOneAndWhatItPointsToIsReplaced() throws IOException {
        Path elsewhere = Files.createDirectory(dir.resolve("elsewhere"));
        Path target = Files.write(elsewhere.resolve("target"), OLD);
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
        Path link = Files.createSymbolicLink(dir.resolve("link"), Path.of("elsewhere/target"));
        Replacement.writeThrough(link, NEW);
        assertEquals(Path.of("elsewhere/target"), Files.readSymbolicLink(link));
        assertArrayEquals(NEW, Files.readAllBytes(target));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
        assertEquals(List.of(target), listing(elsewhere));
    }

    @Test
    void aLinkToNothingGetsItsTarget() throws IOException {
        Path link = Files.createSymbolicLink(dir.resolve("link"), Path.of("target"));
        Replacement.writeThrough(link, NEW);
        assertTrue(Files.isSymbolicLink(link));
        assertArrayEquals(NEW, Files.readAllBytes(dir.resolve("target")));
    }

    @Test
    void whatCannotBeReplacedStaysAndNothingIsLeftBeside() throws IOException {
        Path taken = Files.createDirectory(dir.resolve("taken"));
        Path inside = Files.write(taken.resolve("inside"), OLD);
        // a rename cannot put a file in the place of a directory
        assertThrows(IOException.class, () -> Replacement.writeThrough(taken, NEW));
        assertEquals(List.of(taken), listing(dir));
        assertArrayEquals(OLD, Files.readAllBytes(inside));
        assertThrows(FileSystemException.class, () -> Replacement.writeThrough(dir.resolve("none/file"), NEW));
    }

    private static List<Path> listing(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    /** Its owner may rename, delete and make what it likes in a directory, also what is another user's there. */
    @Test
    @Timeout(60)
    void whoOwnsTheDirectoryIsGivenNoOtherFile() throws Exception {
        assumeTrue(owner(dir).equals(0), "only root gives files away");
        Path victim = Files.write(dir.resolve("victim"), OLD);
        Path others = Files.createDirectory(dir.resolve("others"));
        AtomicInteger attacks = new AtomicInteger();
        ExecutorService attacker = Executors.newSingleThreadExecutor();
        try {
            Future<Void> attack = attacker.submit(() -> putLinksInPlace(others, victim, attacks));
            while (attacks.get() < ATTACKS && owner(victim).equals(0)) {
                replaceOneOf(NOBODY, others.resolve("file"));
            }
            assertEquals(0, owner(victim));
            attack.get();
        } finally {
            attacker.shutdownNow();
        }
    }

    private static Object owner(Path file) throws IOException {
        return Files.getAttribute(file, "unix:uid");
    }

    private static void replaceOneOf(int owner, Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.write(file, OLD);
        Files.setAttribute(file, "unix:uid", owner);
        try {
            Replacement.writeThrough(file, NEW);
        } catch (FileSystemException e) {
            assertNotEquals("", e.getMessage());
        }
    }

    private static Void putLinksInPlace(Path directory, Path victim, AtomicInteger attacks) throws IOException {
        while (attacks.get() < ATTACKS) {
            for (Path one : listing(directory)) {
                if (one.toString().endsWith(".tmp") && !Files.isSymbolicLink(one)) {
                    attacks.addAndGet(swap(one, victim));
                }
            }
        }
        return null;
    }

    /** How often it came in time. */
    private static int swap(Path file, Path victim) {
        try {
            Files.delete(file);
            Files.createSymbolicLink(file, victim);
            return 1;
        } catch (IOException e) {
            return 0;
        }
    }
}
