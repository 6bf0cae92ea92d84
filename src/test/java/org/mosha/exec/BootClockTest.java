package org.mosha.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BootClockTest {
    @Test
    void readsHundredthsOfASecond() throws IOException {
        assertEquals(466_650, BootClock.parse("4666.50 9000.12\n"));
        assertEquals(5, BootClock.parse("0.05 0.00\n"));
        assertThrows(IOException.class, () -> BootClock.parse("4666 9000"));
        assertThrows(IOException.class, () -> BootClock.parse(""));
    }

    @Test
    void translatesNowToNoLaterThanNow() throws IOException {
        long translated = BootClock.hundredths(System.nanoTime());
        long now = BootClock.parse(Files.readString(Path.of("/proc/uptime")));
        assertTrue(translated <= now, translated + " is not later than " + now);
    }

    @Test
    void aLaterTimeIsLaterByAsMuch() throws IOException {
        long now = System.nanoTime();
        long apart = BootClock.hundredths(now + 100_000_000_000L) - BootClock.hundredths(now);
        assertTrue(apart > 9_000, "about 100 s, but for what passed between the two calls: " + apart);
    }
}
