package org.mosha.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalStreamTest {
    @TempDir
    Path dir;

    private String journal(String descriptor) throws IOException {
        Path file = Files.createFile(dir.resolve("journal"));
        Files.createSymbolicLink(dir.resolve(descriptor), file);
        Map<String, Object> attributes = Files.readAttributes(file, "unix:dev,ino");
        return attributes.get("dev") + ":" + attributes.get("ino");
    }

    private JournalStream stream(String journal) {
        return JournalStream.of(Map.of("JOURNAL_STREAM", journal), dir);
    }

    @Test
    void theOutputIsTheFileThatSystemdNamed() throws IOException {
        JournalStream stream = stream(journal("1"));
        assertTrue(stream.isOutput());
        assertEquals("", stream.errorPrefix());
    }

    @Test
    void errorsHaveTheirPriority() throws IOException {
        JournalStream stream = stream(journal("2"));
        assertFalse(stream.isOutput());
        assertEquals("<3>", stream.errorPrefix());
    }

    @Test
    void anotherFileIsNot() throws IOException {
        Files.createFile(dir.resolve("1"));
        assertFalse(stream(journal("2")).isOutput());
        assertFalse(stream("1:1").isOutput());
    }

    @Test
    void withoutSystemdNothingIs() throws IOException {
        journal("1");
        assertFalse(JournalStream.of(Map.of(), dir).isOutput());
    }
}
