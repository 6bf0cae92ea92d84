package org.mosha.exec;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BootClockTest {
    @Test
    void itIsTheClockOfProcUptime() throws IOException {
        long before = uptime();
        long read = BootClock.hundredths();
        long after = uptime();
        assertTrue(before <= read && read <= after, before + ", " + read + ", " + after);
    }

    @Test
    void translatesNowToNoLaterThanNow() throws IOException {
        long translated = BootClock.hundredths(System.nanoTime());
        long now = uptime();
        assertTrue(translated <= now, translated + " is not later than " + now);
    }

    @Test
    void aLaterTimeIsLaterByAsMuch() {
        long now = System.nanoTime();
        long apart = BootClock.hundredths(now + 100_000_000_000L) - BootClock.hundredths(now);
        assertTrue(apart > 9_000, "about 100 s, but for what passed between the two calls: " + apart);
    }

    /** Such as {@code 4666.50 9000.12}. */
    private static long uptime() throws IOException {
        String text = Files.readString(Path.of("/proc/uptime"));
        return Long.parseLong(text.substring(0, text.indexOf(' ')).replace(".", ""));
    }
}
