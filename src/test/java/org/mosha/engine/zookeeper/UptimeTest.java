package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a peer waits on a machine that has just got its power back. */
class UptimeTest {
    @TempDir
    Path dir;

    private Duration missing(String uptime) throws IOException {
        return new Uptime(Files.writeString(dir.resolve("uptime"), uptime)).missing(Duration.ofMillis(1700));
    }

    @Test
    void whatIsMissingIsWaitedForAndNothingLater() throws Exception {
        assertEquals(Duration.ofMillis(1200), missing("0.50 0.91\n"));
        assertEquals(Duration.ofMillis(10), missing("1.69 0.91\n"));
        assertEquals(Duration.ZERO, missing("1.70 0.91\n"));
        assertEquals(Duration.ZERO, missing("86412.07 171544.91\n"));
    }

    @Test
    void thisMachineTellsIt() throws Exception {
        assertEquals(Duration.ZERO, Uptime.ofThisMachine().missing(Duration.ZERO));
        assertTrue(Uptime.ofThisMachine().missing(Duration.ofDays(100_000)).toDays() > 0);
    }

    @Test
    void whatCannotBeReadIsSaid() {
        IOException said =
                assertThrows(IOException.class, () -> new Uptime(dir.resolve("none")).missing(Duration.ofSeconds(1)));
        assertTrue(said.getMessage().contains("cannot read"), said.getMessage());
    }
}
