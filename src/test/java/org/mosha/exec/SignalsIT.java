package org.mosha.exec;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.linux.SignalMasks;

/** The signals that a daemon's JVM gets, started as the launcher starts it. */
@Timeout(180)
class SignalsIT {
    private static final long STOPPERS = 0x4007;

    @TempDir
    Path dir;

    private Process daemon;

    /** Starts a JVM as a script's background job has it, with SIGINT ignored. */
    private void start() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        daemon = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "trap '' INT; exec env --block-signal=HUP,INT,QUIT,TERM \"$@\"",
                        "sh",
                        java.toString(),
                        "-Xrs",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SignalsProbe.class.getName(),
                        dir.toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("out").toFile())
                .start();
        awaitLine("ready");
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (daemon != null) {
            daemon.destroyForcibly().waitFor();
        }
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(dir.resolve("out"));
    }

    private void awaitLine(String line) {
        await().until(() -> lines().contains(line));
    }

    private void send(String signal) throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + signal, String.valueOf(daemon.pid()))
                        .start()
                        .waitFor());
    }

    @Test
    void eachSignalArrivesAndItsCommandsGetTheirs() throws Exception {
        start();
        awaitLine("exited 130");
        for (String signal : List.of("HUP", "INT", "QUIT", "TERM")) {
            send(signal);
            awaitLine("signal " + signal);
        }
        assertTrue(daemon.waitFor(120, TimeUnit.SECONDS));
        assertEquals(0, daemon.exitValue());
        assertEquals(6, lines().size(), () -> "a thread dump? " + daemon);
    }

    @Test
    void allThreadsKeepTheSignalsBlocked() throws Exception {
        start();
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + daemon.pid() + "/task"))) {
            for (Path thread : threads.toList()) {
                assertBlocked(thread);
            }
        }
    }

    private static void assertBlocked(Path thread) throws IOException {
        try {
            if (Files.readString(thread.resolve("comm")).strip().equals("mosha-signals")) {
                // waits for them, which the kernel shows as not blocked
                return;
            }
            long blocked = SignalMasks.parse(Files.readAllLines(thread.resolve("status")))
                    .blocked();
            assertEquals(STOPPERS, blocked & STOPPERS, thread::toString);
        } catch (NoSuchFileException e) {
            // a thread that has ended since they were listed
            assertFalse(Files.exists(thread));
        }
    }

    @Test
    void localToolsAttachWithoutASignal() throws Exception {
        start();
        VirtualMachine machine = VirtualMachine.attach(String.valueOf(daemon.pid()));
        try {
            assertTrue(machine.startLocalManagementAgent().startsWith("service:jmx:"));
        } finally {
            machine.detach();
        }
        assertFalse(lines().contains("signal QUIT"));
    }

    @Test
    void withoutBlockedSignalsItIsRefused() {
        assertFalse(Signals.available());
        assertThrows(IllegalStateException.class, () -> Signals.start(name -> {}));
    }
}
