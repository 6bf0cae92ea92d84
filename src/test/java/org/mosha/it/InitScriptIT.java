package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.cli.Outcome;

/** What an init script does with the daemon, and the exit codes that LSB wants. */
class InitScriptIT {
    @TempDir
    Path dir;

    private DaemonUnderTest daemon;

    @BeforeEach
    void prepare() throws IOException {
        daemon = new DaemonUnderTest(dir);
        daemon.cltab("web:httpd:start:respawn:exec sleep 1000");
        daemon.hactl("web start");
    }

    @AfterEach
    void end() throws IOException {
        daemon.close();
    }

    @Test
    void theVerbsTellAndChangeWhetherItRuns() throws Exception {
        Outcome start = daemon.mosha("start");
        long pid = daemon.pid();
        assertEquals(new Outcome(0, "mosha: ready, pid " + pid + "\n", ""), start);
        assertEquals(new Outcome(0, "mosha is running, pid " + pid + "\n", ""), daemon.mosha("status"));
        assertEquals(new Outcome(0, "mosha is already running, pid " + pid + "\n", ""), daemon.mosha("start"));
        assertEquals(pid, daemon.pid());
        secondDaemonRefuses(pid);
        // somebody takes it for a stale one
        Files.delete(daemon.varDir().resolve("mosha.lock"));
        secondDaemonRefuses(pid);
        assertEquals(0, daemon.mosha("force-reload").exitCode());

        daemon.awaitRunning("web");
        long old = daemon.jmx().pid("web", "httpd");
        assertEquals(0, daemon.mosha("restart").exitCode());
        assertNotEquals(pid, daemon.pid());
        assertFalse(Processes.isAlive(old));
        daemon.awaitRunning("web");

        Outcome stop = daemon.mosha("stop");
        assertEquals(new Outcome(0, "mosha: stopped\n", stop.err()), stop);
        assertEquals(List.of(), daemon.children());
        assertFalse(Files.exists(daemon.base().resolve("clstat")));
        assertEquals(3, daemon.mosha("status").exitCode());
        assertEquals(new Outcome(0, "mosha: not running\n", ""), daemon.mosha("stop"));
        assertEquals(7, daemon.mosha("force-reload").exitCode());
    }

    private void secondDaemonRefuses(long pid) throws Exception {
        Outcome second = daemon.mosha("run");
        assertEquals(
                new Outcome(
                        1,
                        "",
                        "mosha: not started: mosha is already running, pid " + pid + ", var.dir " + daemon.varDir()
                                + "\n"),
                second);
        assertTrue(Processes.isAlive(pid));
    }

    @Test
    void aDaemonThatEndsIsNotTakenForOneThatStays() throws Exception {
        daemon.cltab("web:httpd:start:respawn/stop-timeout=100s:"
                + "trap '' INT TERM; echo up >>$HERE/up; while :; do sleep 0.1; done");
        daemon.start();
        long pid = daemon.pid();
        daemon.awaitLines("up", 1);
        // its pid is 0 until it is known to have been started
        daemon.awaitRunning("web");
        long stubborn = daemon.jmx().pid("web", "httpd");
        Processes.signal(pid, "TERM");
        String stopping = "mosha is running, pid " + pid + ", and is stopping its groups\n";
        Await.untilHolds(() -> assertEquals(new Outcome(0, stopping, ""), daemon.mosha("status")));
        assertEquals(
                new Outcome(
                        1,
                        "",
                        "mosha: not started: mosha, pid " + pid
                                + ", is stopping its groups: start it again when it has ended\n"),
                daemon.mosha("start"));
        Await.untilHolds(() -> assertEquals("node 1: this node's daemon ends: SIGTERM\n", daemon.ask("why", "web")));
        Processes.signal(stubborn, "KILL");
        Await.until("the daemon is gone", () -> !Processes.isAlive(pid));
        assertEquals(3, daemon.mosha("status").exitCode());
    }

    @Test
    void aKilledDaemonIsDeadAndItsPidIsNotTrustedInTheHandsOfAStranger() throws Exception {
        daemon.start();
        long pid = daemon.pid();
        daemon.awaitRunning("web");
        long orphan = daemon.jmx().pid("web", "httpd");
        Processes.signal(pid, "KILL");
        Await.until("the daemon is gone", () -> !Processes.isAlive(pid));
        assertEquals(1, daemon.mosha("status").exitCode());
        Path pidFile = daemon.varDir().resolve("mosha.pid");
        String ticks = Files.readString(pidFile).trim().split(" ")[1];

        Process stranger = daemon.launch(List.of("sleep", "1000"));
        Files.writeString(pidFile, stranger.pid() + " " + ticks + "\n");
        assertEquals(1, daemon.mosha("status").exitCode());
        assertEquals(0, daemon.mosha("stop").exitCode());
        assertEquals(3, daemon.mosha("status").exitCode());
        assertEquals(0, daemon.mosha("restart").exitCode());
        assertTrue(stranger.isAlive());
        assertFalse(Processes.isAlive(orphan));
        assertNotEquals(stranger.pid(), daemon.pid());
        daemon.awaitRunning("web");
    }

    @Test
    void aBadSettingFailsTheStartAtOnceWithEveryReason() throws Exception {
        Outcome outcome = daemon.with("timeout", "soon").with("bogus", "1").mosha("start");
        assertEquals(1, outcome.exitCode());
        assertEquals("", outcome.out());
        List<String> errors = outcome.err().lines().toList();
        assertEquals(3, errors.size(), outcome.err());
        assertTrue(outcome.err().contains("timeout"), outcome.err());
        assertTrue(outcome.err().contains("bogus"), outcome.err());
        assertEquals("mosha: not started: the settings have errors", errors.get(2));
        assertFalse(Files.exists(daemon.varDir().resolve("mosha.pid")));
    }

    @Test
    void aNodeThatIsNotToldWhichOneItIsFailsTheStart() throws Exception {
        Outcome outcome = daemon.with("mwhois", "echo This is no MOSIX; exit 3").mosha("start");
        assertEquals(
                new Outcome(
                        1,
                        "",
                        "mosha: not started: mwhois 'echo This is no MOSIX; exit 3' printed no node number (exit code 3);"
                                + " set mynode\n"),
                outcome);
    }

    @Test
    void aVarDirThatCannotBeUsedFailsTheStartWithTheReason() throws Exception {
        Path file = Files.writeString(daemon.file("a file"), "");
        Outcome outcome = daemon.with("var.dir", file.resolve("var").toString()).mosha("start");
        assertEquals(1, outcome.exitCode());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().startsWith("mosha: not started: cannot use var.dir " + file), outcome.err());
    }
}
