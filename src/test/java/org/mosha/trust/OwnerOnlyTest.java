package org.mosha.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {
    @TempDir
    Path dir;

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void aFileIsRestrictedButNotWhatALinkLeadsTo() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "text");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Path link = Files.createSymbolicLink(dir.resolve("link"), file);
        assertThrows(IOException.class, () -> OwnerOnly.restrict(link));
        assertEquals("rw-r--r--", permissions(file));
        OwnerOnly.restrict(file);
        assertEquals("rw-------", permissions(file));
    }
}
