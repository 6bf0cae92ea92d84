package org.mosha.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcFilesTest {
    @TempDir
    Path dir;

    private ProcFiles files;

    @BeforeEach
    void open() {
        files = new ProcFiles(dir);
    }

    @Test
    void aFileIsReadToItsEndHoweverLongItIs() throws IOException {
        String text = "0123456789".repeat(5000);
        Files.writeString(dir.resolve("long"), text);
        Files.writeString(dir.resolve("short"), "end");
        assertEquals(text, files.text("long"));
        assertEquals("end", files.text("short"));
        assertEquals(3, files.load("short"));
    }

    @Test
    void whatIsNotThereIsNoError() throws IOException {
        assertEquals(-1, files.load("none"));
        assertEquals("", files.text("none/at/all"));
        assertEquals(List.of(), files.numbers("none"));
    }

    @Test
    void whatIsThereButCannotBeReadIsAnError() throws IOException {
        Files.createDirectory(dir.resolve("1"));
        Files.createFile(dir.resolve("file"));
        String said = assertThrows(CannotLook.class, () -> files.load("1")).getMessage();
        assertTrue(said.startsWith("cannot read " + dir + "/1: "), said);
        assertThrows(CannotLook.class, () -> files.numbers("file"));
    }

    @Test
    void onlyNumbersAreProcesses() throws IOException {
        for (String name : List.of("1", "self", "23", "sys")) {
            Files.createDirectory(dir.resolve(name));
        }
        assertEquals(Set.of(1, 23), Set.copyOf(files.numbers("")));
    }
}
