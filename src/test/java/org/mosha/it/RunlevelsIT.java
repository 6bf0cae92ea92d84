package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a group's levels and its entries' modes do; each test has groups of its own in one daemon. */
class RunlevelsIT {
    @TempDir
    static Path dir;

    private static DaemonUnderTest daemon;

    @BeforeAll
    static void start() throws Exception {
        daemon = new DaemonUnderTest(dir);
        Path envFile = Files.writeString(daemon.file("env-file"), "# more\nCOLOUR=dark blue\n");
        Path preload = Files.writeString(daemon.file("preload"), "LD_PRELOAD=\n");
        daemon.cltab(
                "order:o1:start:wait:sleep 0.4; echo o1 up >>$HERE/order; exit 3",
                "order:o2:start:once:" + traps("o2", "0"),
                "order:o3:start:wait:until grep -q 'o2 up' $HERE/order; do sleep 0.05; done; echo o3 up >>$HERE/order",
                "order:ox:start:off:echo ox up >>$HERE/order",
                "order:o4:start:respawn:" + traps("o4", "0.4"),
                "order:o5:stop:wait:echo o5 cleans up >>$HERE/order",
                "modes:m1:start:once:echo once >>$HERE/once",
                "modes:m2:start:respawn:echo x >>$HERE/again; test $(wc -l <$HERE/again) -ge 3 && exec sleep 1000",
                "levels:both:12:respawn:exec sleep 1000",
                "levels:one:1:respawn:exec sleep 1000",
                "levels:two:2:respawn:exec sleep 1000",
                "levels:named:long1,long2:once:exec sleep 1000",
                "0:zero:0:respawn:exec sleep 1000",
                "surroundings:s1:start:once/dir=/usr,env-file=" + envFile + ":pwd; env | sort; echo end",
                "trick:t1:start:once/user=nobody,env-file=" + preload + ":true",
                "trick:t2:start:once/env-file=" + preload + ":echo $LD_PRELOAD >>$HERE/trick",
                "user:u1:start:once/user=nobody:id -un; echo $HOME $USER $LOGNAME; echo end",
                "waits:w1:start:wait/timeout=1s,stop-timeout=1s:exec sleep 1000",
                "waits:w2:start:once:echo after >>$HERE/waits",
                "slow:slow-test:test:test/timeout=1s,stop-timeout=1s:exec sleep 1000",
                "slow:slow-run:start:once:echo ran >>$HERE/slow",
                "fails:fails-test:test:test:exit 7",
                "fails:fails-run:start:once:echo ran >>$HERE/fails",
                "killed:killed-test:test:test:kill -9 $$",
                "passes:passes-test:test:test:echo $MOSHA_RUNLEVEL >>$HERE/passes",
                "passes:passes-run:start:wait:echo $MOSHA_RUNLEVEL >>$HERE/passes",
                "checks:checks-test:check,:test:true",
                "broken:no-command:start:once:/no/such/program",
                "broken:no-user:start:once/user=no-such-user:true",
                "broken:no-dir:start:wait/dir=/no/such/directory:true",
                "broken:goes-on:start:once:echo on >>$HERE/broken");
        daemon.hactl(
                "order start",
                "modes start",
                "levels 1",
                "0 0",
                "surroundings start",
                "trick start",
                "user start",
                "waits start",
                "slow start",
                "fails start",
                "killed start",
                "passes start",
                "checks check",
                "broken start");
        daemon.start();
    }

    /** A command that lives until it is signalled, and writes down its start and its end. */
    private static String traps(String tag, String pause) {
        return "trap 'sleep " + pause + "; echo " + tag + " down >>$HERE/order; exit 0' INT TERM; echo " + tag
                + " up >>$HERE/order; while :; do sleep 0.1; done";
    }

    @AfterAll
    static void end() throws IOException {
        daemon.close();
    }

    @Test
    void entriesStartInTheOrderOfTheFileAndStopTheOtherWayRound() throws Exception {
        daemon.awaitLines("order", 4);
        daemon.awaitRunning("order");
        assertEquals("order: start -> stop\n", daemon.ask("set", "order", "stop"));
        assertEquals(
                List.of("o1 up", "o2 up", "o3 up", "o4 up", "o4 down", "o2 down", "o5 cleans up"),
                daemon.awaitLines("order", 7));
    }

    @Test
    void whoeverOwnsAFileOfVariablesDoesNotBecomeRootByIt() throws Exception {
        Await.until("it is refused", () -> {
            String note = (String) daemon.jmx().process("trick", "t1").get("note");
            return note.contains("LD_PRELOAD cannot be set for user 'nobody'");
        });
        assertEquals(List.of(""), daemon.awaitLines("trick", 1));
    }

    @Test
    void onceRunsOnceAndRespawnAsOftenAsItEnds() throws Exception {
        daemon.awaitLines("again", 3);
        assertEquals(List.of("once"), daemon.awaitLines("once", 1));
        Await.until(
                "two respawns",
                () -> daemon.jmx().group("modes", "RespawnCount").equals(2L));
    }

    @Test
    void anotherLevelKeepsWhatBothHaveAndStopsTheRest() throws Exception {
        daemon.awaitRunning("levels", "0");
        long both = daemon.jmx().pid("levels", "both");
        long one = daemon.jmx().pid("levels", "one");
        // first it is the shell that becomes it
        Await.untilHolds(() -> assertEquals(List.of("sleep", "1000"), Processes.commandLine(both)));
        assertEquals(0, daemon.jmx().pid("levels", "two"));

        assertEquals("levels: 1 -> 2\n", daemon.ask("set", "levels", "2"));
        daemon.awaitStatus("levels", "2 DONE");
        assertEquals(both, daemon.jmx().pid("levels", "both"));
        assertFalse(Processes.isAlive(one));
        long two = daemon.jmx().pid("levels", "two");
        assertTrue(Processes.isAlive(two));

        daemon.ask("set", "levels", "long2");
        daemon.awaitStatus("levels", "long2 DONE");
        assertFalse(Processes.isAlive(both));
        assertTrue(Processes.isAlive(daemon.jmx().pid("levels", "named")));

        // a level that no entry has is "off" by custom; only an edit by hand may ask for it
        daemon.hactl(Files.readString(daemon.hactl()).replace("levels long2", "levels 99"));
        daemon.awaitStatus("levels", "99 DONE");
        assertEquals(0, daemon.jmx().group("levels", "ProcessCount"));
        assertTrue(Processes.isAlive(daemon.jmx().pid("0", "zero")));
    }

    @Test
    void aCommandHasItsSurroundings() throws Exception {
        daemon.awaitOutput("[surroundings/s1] end");
        String log = daemon.output();
        for (String line : List.of(
                "/usr",
                "COLOUR=dark blue",
                "MOSHA_EPOCH=1",
                "MOSHA_GROUP=surroundings",
                "MOSHA_NODE=1",
                "MOSHA_RUNLEVEL=start",
                "MOSHA_TAG=s1",
                "HERE=" + dir.toRealPath())) {
            assertTrue(log.contains("[surroundings/s1] " + line + "\n"), line);
        }
    }

    @Test
    void aCommandRunsAsAnotherUser() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can run commands as others");
        daemon.awaitOutput("[user/u1] end");
        assertTrue(daemon.output().contains("[user/u1] nobody\n"));
        assertTrue(daemon.output().contains("[user/u1] /nonexistent nobody nobody\n"));
    }

    @Test
    void aWaitThatTakesTooLongIsEndedAndTheNextEntryStarts() throws Exception {
        assertEquals(List.of("after"), daemon.awaitLines("waits", 1));
        daemon.awaitRunning("waits");
        assertEquals("timed out after 1 s", daemon.jmx().process("waits", "w1").get("note"));
    }

    @Test
    void aFailedTestKeepsTheGroupStoppedAndWhySaysWhichOneAndHow() throws Exception {
        assertStopped("fails", "fails-test exit code 7");
        assertStopped("slow", "slow-test timed out after 1 s");
        assertStopped("killed", "killed-test exit code 137 (signal 9)");
    }

    private static void assertStopped(String group, String reason) throws Exception {
        Await.untilHolds(() -> {
            String why = (String) daemon.jmx().group(group, "Why");
            assertTrue(why.contains("test failed here") && why.contains(reason), why);
        });
        daemon.awaitStatus(group, " ");
        // it is tested again after a minute
        Await.untilHolds(() -> {
            String why = daemon.ask("why", group);
            assertTrue(why.startsWith("node 1: its test failed here") && why.contains(reason), why);
        });
        assertEquals(List.of(), daemon.lines(group));
        assertEquals(0, daemon.jmx().group(group, "Node"));
    }

    @Test
    void aPassedTestLetsTheGroupComeToItsLevel() throws Exception {
        assertEquals(List.of("test", "start"), daemon.awaitLines("passes", 2));
        daemon.awaitRunning("passes");
        daemon.awaitStatus("checks", "check PASSED");
        assertTrue((Boolean) daemon.jmx().group("checks", "Running"));
    }

    @Test
    void whatCannotBeExecutedSaysSoAndDoesNotHoldUpTheRest() throws Exception {
        assertEquals(List.of("on"), daemon.awaitLines("broken", 1));
        Await.untilHolds(() -> assertEquals(
                "exit code 127", daemon.jmx().process("broken", "no-command").get("note")));
        for (String tag : List.of("no-user", "no-dir")) {
            // nothing waits for the background entry, which may be told of later than the others
            Await.untilHolds(() -> {
                String note = (String) daemon.jmx().process("broken", tag).get("note");
                assertTrue(note.startsWith("could not be started: "), "note '" + note + "'");
            });
        }
        Await.untilHolds(() -> {
            assertEquals(false, daemon.jmx().group("broken", "Running"));
            String why = (String) daemon.jmx().group("broken", "Why");
            assertTrue(why.contains("; no-user could not be started: there is no user 'no-such-user'"), why);
        });
    }
}
