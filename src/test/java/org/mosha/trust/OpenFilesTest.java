package org.mosha.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {
    @TempDir
    Path dir;

    private Path base;
    private Path cltab;

    @BeforeEach
    void files() throws IOException {
        base = Files.createDirectory(dir.resolve("base"));
        cltab = Files.createFile(base.resolve("cltab"));
        mode(base, "rwxrwxr-x");
        mode(cltab, "rw-rw-r--");
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private List<Path> open() {
        return OpenFiles.among(List.of(cltab, base.resolve("hactl")));
    }

    @Test
    void whatOnlyTheOwnerAndItsGroupMayChangeIsAllRight() {
        assertEquals(List.of(), open());
    }

    @Test
    void aFileThatAllMayChangeIsNamed() throws IOException {
        mode(cltab, "rw-rw-rw-");
        assertEquals(List.of(cltab), open());
    }

    @Test
    void aDirectoryInWhichAllMayReplaceThemIsNamedOnce() throws IOException {
        mode(base, "rwxrwxrwx");
        assertEquals(List.of(base), open());
    }

    @Test
    void inAStickyDirectoryNobodyReplacesThem() throws IOException {
        Files.setAttribute(base, "unix:mode", 01777);
        assertEquals(List.of(), open());
    }
}
