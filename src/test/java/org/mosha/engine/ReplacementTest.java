package org.mosha.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written through to the disk. */
class ReplacementTest {
    private static final byte[] OLD = "old\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NEW = "the new one\n".getBytes(StandardCharsets.UTF_8);

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
}
