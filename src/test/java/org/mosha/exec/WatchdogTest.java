package org.mosha.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchdogTest {
    private static final Duration SESSION = Duration.ofSeconds(5);
    private static final Duration DEADLINE = Duration.ofMillis(3750);

    @TempDir
    private Path dir;

    private static String refusal(Path device, Duration deadline, Duration session) {
        return assertThrows(IOException.class, () -> Watchdog.prepare(device, deadline, session))
                .getMessage();
    }

    @Test
    void itIsOverBetweenTheLocalDeadlineAndTheSession() throws IOException {
        assertEquals(4, Watchdog.timeout(dir, DEADLINE, SESSION));
        assertEquals(29, Watchdog.timeout(dir, Duration.ofMillis(22_500), Duration.ofSeconds(30)));
        String none = refusal(dir, Duration.ofMillis(1500), Duration.ofMillis(2000));
        assertTrue(none.contains("none fits between the local deadline, 1500 ms, and session.timeout, 2000 ms"), none);
    }

    @Test
    void whatIsNoWatchdogIsRefused() throws IOException {
        Path none = dir.resolve("watchdog");
        assertTrue(refusal(none, DEADLINE, SESSION).contains("watchdog " + none + " does not exist"));
        Path file = Files.createFile(dir.resolve("file"));
        String refusal = refusal(file, DEADLINE, SESSION);
        assertTrue(refusal.contains("watchdog " + file + " does not take a time-out"), refusal);
        assertTrue(refusal.endsWith("(is it a watchdog?)"), refusal);
    }
}
