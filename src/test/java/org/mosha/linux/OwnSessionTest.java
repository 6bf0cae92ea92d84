package org.mosha.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnSessionTest {
    @Test
    void whatIsForTheDaemonAloneIsLeftOut() {
        Map<String, String> own = Map.of(
                "NOTIFY_SOCKET",
                "/run/notify",
                "WATCHDOG_USEC",
                "1",
                "WATCHDOG_PID",
                "2",
                "RUNTIME_DIRECTORY",
                "/run/mosha",
                "JOURNAL_STREAM",
                "8:1",
                "A",
                "b");
        assertEquals(Map.of("A", "b"), OwnSession.environment(own));
    }

    @Test
    void theLocaleIsThatFromBeforeTheLauncher() {
        assertEquals(
                Map.of("LC_ALL", "POSIX"),
                OwnSession.environment(Map.of("LC_ALL", "C.UTF-8", "MOSHA_LC_ALL", "POSIX")));
        assertEquals(
                Map.of("LANG", "C"),
                OwnSession.environment(Map.of("LANG", "C", "LC_ALL", "C.UTF-8", "MOSHA_LC_ALL", "")));
        assertEquals(Map.of("LC_ALL", "de_DE.UTF-8"), OwnSession.environment(Map.of("LC_ALL", "de_DE.UTF-8")));
    }
}
