package org.mosha.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootClockTest {
    @TempDir
    Path dir;

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

    @Test
    void theClockOfProcUptimeIsNotBehindIt() throws IOException {
        assertEquals(0, BootClock.behind(Path.of("/proc/uptime")));
    }

    /** As lxcfs has it. */
    @Test
    void thatOfAContainerIsBehindByHowLongTheMachineWasUpBefore() throws IOException {
        long shown = 123_45;
        Path uptime = Files.writeString(dir.resolve("uptime"), "123.45 100.00\n");
        long before = BootClock.hundredths();
        long behind = BootClock.behind(uptime);
        long after = BootClock.hundredths();
        assertTrue(before - shown <= behind && behind <= after - shown, before + ", " + behind + ", " + after);
    }

    @Test
    void whatDoesNotTellTheTimeIsAnError() throws IOException {
        for (String text : List.of("", "\n", "12 13\n", "12.5 1.00\n", "x.00 1.00\n")) {
            Path uptime = Files.writeString(dir.resolve("uptime"), text);
            assertThrows(IOException.class, () -> BootClock.behind(uptime), text);
        }
    }

    /** Such as {@code 4666.50 9000.12}. */
    private static long uptime() throws IOException {
        String text = Files.readString(Path.of("/proc/uptime"));
        return Long.parseLong(text.substring(0, text.indexOf(' ')).replace(".", ""));
    }
}
