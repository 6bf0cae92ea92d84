package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that die. */
class RespawnIT {
    @TempDir
    static Path dir;

    private static DaemonUnderTest daemon;

    @BeforeAll
    static void start() throws Exception {
        daemon = new DaemonUnderTest(dir)
                .with("respawn.limit", "2")
                .with("respawn.window", "1h")
                .with("respawn.pause", "3s");
        daemon.cltab(
                "lives:l1:start:respawn:exec sleep 1000",
                "leaves:p1:start:respawn/stop-timeout=3s:sleep 1000 & echo $! >>$HERE/child; exec sleep 1000",
                "crashes:c1:start:respawn:echo $(date +%s%N) >>$HERE/crashes; exit 5",
                "cannot:x1:start:respawn/user=no-such-user:sleep 1000");
        daemon.hactl("lives start", "leaves start", "crashes start", "cannot start");
        daemon.start();
    }

    @AfterAll
    static void end() throws IOException {
        daemon.close();
    }

    @Test
    void whatIsKilledIsBackWithANewPid() throws Exception {
        daemon.awaitRunning("lives");
        long first = daemon.jmx().pid("lives", "l1");
        Processes.signal(first, "KILL");
        Await.until("it is back", () -> {
            long pid = daemon.jmx().pid("lives", "l1");
            return pid != first && Processes.commandLine(pid).equals(List.of("sleep", "1000"));
        });
        assertEquals(1L, daemon.jmx().group("lives", "RespawnCount"));
        assertEquals(137, daemon.jmx().process("lives", "l1").get("exitCode"));
        assertTrue((Boolean) daemon.jmx().group("lives", "Running"));
        daemon.awaitLog("lives/l1 died");
    }

    @Test
    void whatADeadProcessLeftIsStoppedBeforeItIsStartedAnew() throws Exception {
        daemon.awaitRunning("leaves");
        long child = Long.parseLong(daemon.awaitLines("child", 1).get(0));
        Processes.signal(daemon.jmx().pid("leaves", "p1"), "KILL");
        long second = Long.parseLong(daemon.awaitLines("child", 2).get(1));
        assertFalse(Processes.isAlive(child));
        assertTrue(Processes.isAlive(second));
    }

    @Test
    void aCrashLoopPausesAndGoesOnAndSaysSo() throws Exception {
        assertPauses("crashes", "c1", "exit code 5");
        List<String> starts = daemon.awaitLines("crashes", 4);
        long third = Long.parseLong(starts.get(2));
        long fourth = Long.parseLong(starts.get(3));
        assertTrue(fourth - third >= 2_900_000_000L, starts.toString());
    }

    @Test
    void aRespawnThatCannotBeStartedPausesToo() throws Exception {
        assertPauses("cannot", "x1", "could not be started: ");
    }

    private static void assertPauses(String group, String tag, String how) {
        Await.untilHolds(() -> {
            assertEquals("PAUSING", daemon.jmx().process(group, tag).get("state"));
            String note = (String) daemon.jmx().process(group, tag).get("note");
            assertTrue(note.contains(how), note);
            assertTrue(note.matches(".*; ([3-9]|[1-9][0-9]+) times within 3600 s, next start after 3 s"), note);
            assertTrue(((String) daemon.jmx().group(group, "Why")).contains(tag + " " + note));
            assertTrue(daemon.ask("why", group).contains(how));
            assertEquals(false, daemon.jmx().group(group, "Running"));
        });
    }
}
