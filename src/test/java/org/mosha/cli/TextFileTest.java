package org.mosha.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.engine.FileContent;
import org.mosha.engine.WatchedFile;

/** What {@code check} reads is what a daemon would read. */
class TextFileTest {
    @TempDir
    Path directory;

    private Path write(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("file"), bytes);
    }

    @Test
    void anOldFileInLatin1IsReadAsADaemonReadsIt() throws IOException {
        for (byte[] bytes : new byte[][] {
            "gr\u00fc\u00dfe".getBytes(StandardCharsets.ISO_8859_1), "gr\u00fc\u00dfe".getBytes(StandardCharsets.UTF_8)
        }) {
            Path file = write(bytes);
            assertEquals("gr\u00fc\u00dfe", TextFile.readOldToo(file).text());
            assertEquals(FileContent.of(bytes).text(), TextFile.readOldToo(file).text());
        }
    }

    @Test
    void settingsAreUtf8Alone() throws IOException {
        assertEquals(
                "gr\ufffdn",
                TextFile.read(write("gr\u00fcn".getBytes(StandardCharsets.ISO_8859_1)))
                        .text());
    }

    @Test
    void oneIsReadThatIsAsLargeAsADaemonReads() throws IOException {
        assertEquals(WatchedFile.MOST_BYTES, TextFile.MOST_BYTES);
        byte[] most = new byte[TextFile.MOST_BYTES];
        assertEquals(Optional.empty(), TextFile.readOldToo(write(most)).error());
        assertEquals(
                Optional.of("cannot be read: it is too large, at most 16 MiB are read"),
                TextFile.readOldToo(write(new byte[TextFile.MOST_BYTES + 1])).error());
    }

    @Test
    void aLinkThatGoesRoundInCirclesIsOneReason() throws IOException {
        Path loop = directory.resolve("loop");
        Files.createSymbolicLink(loop, loop);
        String error = TextFile.read(loop).error().orElseThrow();
        assertEquals(error.toLowerCase(Locale.ROOT), error);
        assertEquals(-1, error.indexOf(directory.toString()), error);
    }
}
