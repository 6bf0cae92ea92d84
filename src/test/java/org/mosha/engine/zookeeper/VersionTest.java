package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mosha.engine.FileContent;

class VersionTest {
    private static final long NOON = 1_777_636_800_000L;

    private final Version first = Version.NONE.next(
            "node 1 (host1)", NOON, "edit of /mfs/hactl", Map.of(OperatorFile.HACTL, content("web start\n")));

    @Test
    void aLineTellsWhichFilesWereChangedAndHow() {
        assertEquals("1  2026-05-01T12:00:00Z  node 1 (host1)  hactl: edit of /mfs/hactl", first.line());
        Version both = first.next(
                "node 2 (host2)",
                NOON,
                "back to version 1",
                Map.of(OperatorFile.HACTL, content(""), OperatorFile.CLTAB, content("")));
        assertEquals("2  2026-05-01T12:00:00Z  node 2 (host2)  cltab and hactl: back to version 1", both.line());
    }

    @Test
    void aLineOfAVersionWithTheSameFilesTellsWhatItIsAbout() {
        Version added = first.next("node 1 (host1)", NOON, "node 4 (host4) added", Map.of());
        assertEquals("2  2026-05-01T12:00:00Z  node 1 (host1)  members: node 4 (host4) added", added.line());
        Version same = added.next("node 1 (host1)", NOON, "back to version 1", first.files());
        assertEquals("3  2026-05-01T12:00:00Z  node 1 (host1)  no change: back to version 1", same.line());
    }

    private static FileContent content(String text) {
        return FileContent.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
