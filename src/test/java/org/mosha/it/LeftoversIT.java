package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.cli.Outcome;

/** A daemon that is killed leaves its groups running, and the next one deals with them first. */
class LeftoversIT {
    /**
     * Says which of those that were started before still live, writes itself down, and is slow to end. A zombie is
     * nobody's fault but init's, and has no environment.
     */
    private static final String LEDGER = "for p in $(cat $HERE/ledger 2>/dev/null); do cat /proc/$p/environ >/dev/null"
            + " 2>&1 && echo $p >>$HERE/overlaps; done; echo $$ >>$HERE/ledger; trap '' INT;"
            + " trap 'sleep 0.5; exit' TERM; while :; do sleep 0.1; done";

    @TempDir
    Path dir;

    private DaemonUnderTest daemon;

    @BeforeEach
    void prepare() throws IOException {
        daemon = new DaemonUnderTest(dir);
        daemon.cltab(
                "one:o1:start:respawn/stop-timeout=3s:" + LEDGER,
                "far:f1:start:once/stop-timeout=3s:setsid --fork sh -c 'echo $$ >>$HERE/far; exec sleep 1000'",
                "stubborn:s1:start:respawn/stop-timeout=1s:echo $$ >>$HERE/stubborn; trap '' INT HUP; exec sleep 1000");
        daemon.hactl("one start", "far start", "stubborn start");
    }

    @AfterEach
    void end() throws IOException {
        daemon.close();
    }

    @Test
    void aKilledDaemonTakesItsProcessesWithIt() throws Exception {
        daemon.start();
        List<Long> old = awaitProcesses(1);
        kill(daemon.pid());
        Await.until("the guard has done its work", () -> daemon.guards().isEmpty());
        assertTrue(old.stream().noneMatch(Processes::isAlive));
        assertEquals(List.of(), daemon.children());
        assertEquals(1, daemon.mosha("status").exitCode());
    }

    @Test
    void whatOutlivesADaemonAndItsGuardIsGoneBeforeAnythingRunsAgain() throws Exception {
        startsAnewWithoutOverlap(outlivingDaemonAndGuard());
        assertTrue(daemon.log().contains("an earlier daemon has left"), daemon.log());
        daemon.ask("stop");
        assertEquals(List.of(), daemon.children());
    }

    /** A shell whose child dies says so on its standard error, which nobody reads any more. */
    @Test
    void whatOutlivesADaemonAndItsGuardIsStoppedInOrderByStop() throws Exception {
        daemon.cltab(
                "far:f1:start:once:setsid --fork sh -c 'echo $$ >>$HERE/far; exec sleep 1000'",
                "one:o1:start:respawn/stop-signal=USR1:exec 2>/dev/null; trap 'echo bye >>$HERE/bye; exit' USR1;"
                        + " echo $$ >>$HERE/ledger; while :; do sleep 0.1; done",
                "stubborn:s1:start:respawn/stop-timeout=1s:echo $$ >>$HERE/stubborn; trap '' TERM; exec sleep 1000");
        List<Long> old = outlivingDaemonAndGuard();
        Process stranger =
                daemon.launch(List.of("env", "MOSHA_DAEMON=" + daemon.varDir(), "MOSHA_RUN=x.1", "sleep", "1000"));
        Outcome stop = daemon.mosha("stop");
        assertEquals("mosha: stopped\n", stop.out());
        assertTrue(
                stop.err().matches("mosha: the daemon is dead, and has left \\d+ processes running, .*\n"), stop.err());
        assertEquals(0, stop.exitCode());
        assertTrue(old.stream().noneMatch(Processes::isAlive));
        assertEquals(List.of("bye"), daemon.lines("bye"));
        assertTrue(stranger.isAlive());
        assertEquals(3, daemon.mosha("status").exitCode());
        assertEquals(new Outcome(0, "mosha: not running\n", ""), daemon.mosha("stop"));
    }

    /** Starts the daemon, and kills its guard and it so that what it has started lives on; gives that. */
    private List<Long> outlivingDaemonAndGuard() throws Exception {
        daemon.start();
        List<Long> old = awaitProcesses(1);
        long pid = daemon.pid();
        List<Long> guards = daemon.guards();
        // first the guard, which would strike if the daemon was silent for long; and then the daemon, which would start
        // another
        for (long guard : guards) {
            Processes.signal(guard, "STOP");
        }
        Processes.signal(pid, "STOP");
        for (long guard : guards) {
            kill(guard);
        }
        kill(pid);
        assertTrue(old.stream().allMatch(Processes::isAlive));
        return old;
    }

    @Test
    void aGuardThatComesLateLeavesTheNextDaemonsProcessesAlone() throws Exception {
        daemon.start();
        List<Long> old = awaitProcesses(1);
        long late = daemon.guards().get(0);
        Processes.signal(late, "STOP");
        kill(daemon.pid());
        List<Long> now = startsAnewWithoutOverlap(old);
        Processes.signal(late, "CONT");
        Await.until("it has ended", () -> !Processes.isAlive(late));
        assertTrue(now.stream().allMatch(Processes::isAlive));
        assertEquals(2, daemon.lines("ledger").size());
    }

    /** Anybody can give processes a mark that looks like this daemon's, and new ones faster than they are stopped. */
    @Test
    void forgedMarksKeepNoDaemonFromStarting() throws Exception {
        daemon.start();
        daemon.ask("stop");
        ProcessBuilder forger = new ProcessBuilder(
                "sh",
                "-c",
                "while :; do MOSHA_DAEMON=$1 MOSHA_RUN=x.1 sleep 1 & sleep .01; done",
                "sh",
                daemon.varDir().toString());
        Process forging = forger.start();
        try {
            Await.until("marks are forged", () -> forging.children().count() > 1);
            Outcome start = daemon.mosha("start");
            assertEquals(0, start.exitCode(), start.err());
            assertFalse(daemon.log().contains("an earlier daemon has left"), daemon.log());
        } finally {
            forging.destroyForcibly().waitFor();
        }
    }

    private List<Long> startsAnewWithoutOverlap(List<Long> old) throws Exception {
        Outcome start = daemon.mosha("start");
        assertEquals(0, start.exitCode(), start.err());
        assertTrue(old.stream().noneMatch(Processes::isAlive));
        List<Long> now = awaitProcesses(2);
        daemon.awaitRunning("one", "far", "stubborn");
        assertTrue(now.stream().allMatch(Processes::isAlive));
        assertEquals(List.of(), daemon.lines("overlaps"));
        assertEquals(2, daemon.lines("ledger").size());
        assertEquals(2, daemon.lines("far").size());
        return now;
    }

    private static void kill(long pid) throws Exception {
        Processes.signal(pid, "KILL");
        Await.until("pid " + pid + " is gone", () -> !Processes.isAlive(pid));
    }

    /** The pids of the processes that were started as the so-manieth of their entries. */
    private List<Long> awaitProcesses(int count) throws IOException {
        return List.of(last("ledger", count), last("far", count), last("stubborn", count));
    }

    private Long last(String file, int count) throws IOException {
        return Long.valueOf(daemon.awaitLines(file, count).get(count - 1));
    }
}
