package org.mosha.engine.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.model.NodeId;

/** The times that edits get. */
class VersionClockTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_000_000);

    @TempDir
    Path dir;

    private final VersionClock clock = new VersionClock();

    @Test
    void anEditHasThePresentTimeUnlessALaterOneWasSeen() {
        assertEquals(FileTime.from(NOW), clock.next(NOW));
        clock.saw(new ConfigVersion(999_999, "a"));
        assertEquals(FileTime.from(NOW), clock.next(NOW));
        clock.saw(new ConfigVersion(2_000_000, "b"));
        clock.saw(new ConfigVersion(5, "c"));
        assertEquals(FileTime.fromMillis(2_000_001), clock.next(NOW));
    }

    @Test
    void aCopyIsMadeNewerWhenItIsNot() throws IOException {
        Path file = Files.writeString(dir.resolve("hactl"), "web start\n");
        Files.setLastModifiedTime(file, FileTime.from(NOW));
        ConfigCopy copy = new ConfigCopy(new NodeId(1), file, text -> true);
        copy.look();

        clock.makeNewer(copy, 999_999);
        assertEquals(FileTime.from(NOW), Files.getLastModifiedTime(file), "it is newer");
        clock.makeNewer(copy, 1_000_000);
        assertTrue(copy.version().orElseThrow().millis() > 1_000_000);
        assertEquals(copy.version().orElseThrow().millis(), clock.newestMillis());
    }
}
