package org.mosha.stomith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosha.node.Refused;

class OptionsFileTest {
    @TempDir
    Path dir;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = dir.resolve("2");
        Files.writeString(file, "password=hunter2\n");
        allow("rw-------");
    }

    private void allow(String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private String refusal() {
        return assertThrows(Refused.class, () -> OptionsFile.read(file)).getMessage();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------", "rw-r-----"})
    void whatOthersCannotReadIsRead(String permissions) throws IOException, Refused {
        allow(permissions);

        assertEquals(Map.of("password", "hunter2"), OptionsFile.read(file).values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw----r--", "rw-----w-", "rw--w----", "rw-r--r--"})
    void whatOthersCanReadOrChangeIsRefused(String permissions) throws IOException {
        allow(permissions);

        assertEquals(file + " can be read or changed by others, but holds passwords: chmod 600 it", refusal());
    }

    @Test
    void whatIsNoFileOfOptionsIsRefused() throws IOException {
        Files.write(file, new byte[] {'a', '=', (byte) 0xff});
        assertEquals(file + " is not text in UTF-8", refusal());

        Files.writeString(file, "#" + "x".repeat(16 * 1024));
        assertEquals(file + " is not a file of options, or larger than 16384 bytes", refusal());

        Files.delete(file);
        assertEquals(file + " does not exist: expected the node's options for the fence agent in it", refusal());

        Files.createDirectory(file);
        allow("rwx------");
        assertEquals(file + " is not a file of options, or larger than 16384 bytes", refusal());
    }
}
