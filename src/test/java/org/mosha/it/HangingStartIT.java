package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon with starts that hang, each in a file of variables that is a pipe to which nobody writes. */
class HangingStartIT {
    private static final int MANY = 6;

    @TempDir
    static Path dir;

    private static DaemonUnderTest daemon;

    @BeforeAll
    static void start() throws Exception {
        daemon = new DaemonUnderTest(dir);
        List<String> cltab = new ArrayList<>(List.of("other:o:start:respawn:exec sleep 1000"));
        for (int i = 1; i <= MANY; i++) {
            Path pipe = pipe(i);
            assertEquals(
                    0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
            cltab.add("hangs" + i + ":h" + i + ":start:respawn/stop-timeout=1s,env-file=" + pipe + ":exec sleep 1000");
        }
        daemon.cltab(cltab.toArray(String[]::new));
        wantFrom(1, "stop");
        daemon.start();
    }

    @AfterAll
    static void end() throws IOException {
        daemon.close();
    }

    private static Path pipe(int number) {
        return daemon.file("pipe" + number);
    }

    private static void wantFrom(int first, String other) throws IOException {
        List<String> hactl = new ArrayList<>(List.of("other " + other));
        IntStream.rangeClosed(first, MANY).forEach(i -> hactl.add("hangs" + i + " start"));
        daemon.hactl(hactl.toArray(String[]::new));
    }

    @Test
    void theOtherGroupsAreNotHarmedAndWhatHangsIsBlockedUntilItIsAnswered() throws Exception {
        for (int i = 1; i <= MANY; i++) {
            awaitState("hangs" + i, "STARTING");
        }
        daemon.ask("set", "other", "start");
        daemon.awaitRunning("other");
        daemon.ask("set", "other", "stop");
        daemon.awaitStatus("other", " ");

        // a level that is set waits until the group has come to the last one; to be deleted does not
        wantFrom(2, "start");
        Await.until("it is blocked", () -> (Boolean) daemon.jmx().group("hangs1", "Blocked"));
        assertEquals("STOPPING", daemon.jmx().group("hangs1", "State"));
        assertEquals(1, daemon.jmx().group("hangs1", "Node"));
        String told = "h1 blocked: its start does not come to an end (its env-file " + pipe(1) + " may not answer)";
        Await.until(
                "it says why",
                () -> daemon.jmx().group("hangs1", "Why").toString().endsWith(told));
        daemon.awaitRunning("other");

        IntStream.rangeClosed(1, MANY).forEach(HangingStartIT::answered);
        daemon.awaitRunning("other");
        Await.until(
                "all but one live, and the other one", () -> daemon.children().size() >= MANY);
    }

    private static void awaitState(String group, String state) {
        Await.until(
                group + " is " + state, () -> daemon.jmx().group(group, "State").equals(state));
    }

    /** What a start waited for is there: the group that was to stop is gone, the others run. */
    private static void answered(int number) {
        Await.until("hangs" + number + " goes on", () -> {
            try (RandomAccessFile writer = new RandomAccessFile(pipe(number).toFile(), "rw")) {
                writer.write("A=1\n".getBytes(StandardCharsets.UTF_8));
            }
            return number == 1
                    ? daemon.jmx().group("hangs1", "State").equals("")
                    : (Boolean) daemon.jmx().group("hangs" + number, "Running");
        });
    }
}
