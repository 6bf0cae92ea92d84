package org.mosha.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosha.linux.Libc;

class SystemdNotifyTest {
    @TempDir
    Path dir;

    /** A datagram socket as systemd has it. */
    private static final class Receiver implements AutoCloseable {
        private final int fd = Libc.socket(Libc.AF_UNIX, Libc.SOCK_DGRAM | Libc.O_NONBLOCK | Libc.O_CLOEXEC, 0);

        Receiver(String name) {
            try (Memory address = SystemdNotify.address(name.getBytes(StandardCharsets.UTF_8))) {
                Object[] arguments = {fd, address, (int) address.size()};
                assertEquals(0, Function.getFunction("c", "bind").invokeInt(arguments));
            }
        }

        String next() {
            try (Memory buffer = new Memory(1000)) {
                long count = Libc.read(fd, buffer, buffer.size());
                return count < 0 ? "" : new String(buffer.getByteArray(0, (int) count), StandardCharsets.UTF_8);
            }
        }

        @Override
        public void close() {
            Libc.close(fd);
        }
    }

    private static void assertAllArrives(String name) {
        SystemdNotify systemd = new SystemdNotify(Map.of("NOTIFY_SOCKET", name));
        try (Receiver receiver = new Receiver(name)) {
            systemd.ready();
            systemd.alive();
            systemd.status("is\nwell");
            systemd.stopping();
            systemd.extend(Duration.ofSeconds(60));
            assertTrue(systemd.isHeard());
            assertEquals("READY=1", receiver.next());
            assertEquals("WATCHDOG=1", receiver.next());
            assertEquals("STATUS=is well", receiver.next());
            assertEquals("STOPPING=1", receiver.next());
            assertEquals("EXTEND_TIMEOUT_USEC=60000000", receiver.next());
            assertEquals("", receiver.next());
        }
    }

    @Test
    void allArrivesAtASocketFile() {
        assertAllArrives(dir.resolve("notify").toString());
    }

    @Test
    void allArrivesAtAnAbstractSocket() {
        assertAllArrives("@mosha-test-" + ProcessHandle.current().pid());
    }

    @Test
    void withoutSystemdNothingHappens() {
        SystemdNotify none = new SystemdNotify(Map.of());
        none.ready();
        assertFalse(none.isHeard());
        assertEquals(Optional.empty(), none.watchdog());
        new SystemdNotify(Map.of("NOTIFY_SOCKET", dir.resolve("nobody").toString())).ready();
    }

    @ParameterizedTest
    @CsvSource({"3000000,,3000", "3000000,own,3000", "3000000,1,", "0,,", "x,,", "-1,,"})
    void theWatchdogIsForTheNamedProcess(String micros, String pid, Long millis) {
        Map<String, String> environment = new HashMap<>(Map.of("NOTIFY_SOCKET", "/x", "WATCHDOG_USEC", micros));
        if (pid != null) {
            environment.put(
                    "WATCHDOG_PID",
                    pid.equals("own") ? String.valueOf(ProcessHandle.current().pid()) : pid);
        }
        assertEquals(Optional.ofNullable(millis).map(Duration::ofMillis), new SystemdNotify(environment).watchdog());
    }

    @Test
    void aWatchdogWithoutASocketIsNone() {
        assertTrue(
                new SystemdNotify(Map.of("WATCHDOG_USEC", "3000000")).watchdog().isEmpty());
    }
}
