package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.cli.Outcome;
import org.mosha.jmx.BeanNames;

/** The shipped scripts, run with jmxterm against a daemon: what they print, and what comes of it. */
class JmxtermIT {
    private static final String SECONDS = "-b org.mosha:type=CycleTime Seconds";

    @TempDir
    static Path dir;

    private static DaemonUnderTest daemon;
    private static Jmxterm local;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        daemon = new DaemonUnderTest(dir)
                .with("hpcbase", dir.toRealPath().resolve("hpc").toString())
                .with("stomith", "echo >>$HERE/shot");
        for (int node = 1; node <= 2; node++) {
            Path up = Files.createDirectories(dir.resolve("hpc/nodes/" + node));
            Files.writeString(up.resolve("status"), "3\n");
        }
        port = Ports.free();
        daemon.withRemoteJmx(port);
        daemon.cltab("web:httpd:slow,fast:respawn:exec sleep 1000", "rests:nothing:1:respawn:exec sleep 1000");
        daemon.hactl("web slow");
        daemon.start();
        // node 2 runs no daemon, and half of two is not enough
        daemon.jmx().call(BeanNames.QUORUM, "reset", "1");
        daemon.awaitRunning("web");
        local = Jmxterm.attachedTo(daemon.pid(), dir);
    }

    @AfterAll
    static void end() throws IOException {
        daemon.close();
    }

    @Test
    void statusAndHistoryAreLinesOfText() throws Exception {
        Outcome status = local.run(Jmxterm.script("status"), "-e", "-v", "silent");
        assertEquals(0, status.exitCode(), status.err());
        List<String> lines = status.out().strip().lines().toList();
        assertTrue(lines.get(0).startsWith("quorate; "), status.out());
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("rests: nowhere: ")), status.out());
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("web: ") && line.contains(" on node 1: ")));

        Outcome history = local.run(Jmxterm.script("history"), "-e", "-v", "silent");
        assertEquals(0, history.exitCode(), history.err());
        List<String> last = history.out().strip().lines().toList();
        assertTrue(last.size() > 5 && last.size() <= 20, history.out());
        assertTrue(last.stream().allMatch(line -> line.matches("20[0-9-]{8}T[0-9:.]{12}Z .+")), history.out());
    }

    @Test
    void aLevelIsSetHaltedAndResumed() throws Exception {
        Outcome set = local.run(Jmxterm.script("set-level", "GROUP", "web", "LEVEL", "fast"));
        assertEquals(0, set.exitCode(), set.err());
        assertEquals("web: slow -> fast", set.out().strip());
        daemon.awaitStatus("web", "fast DONE");

        Outcome halt = local.run(Jmxterm.script("halt"));
        assertEquals(0, halt.exitCode(), halt.err());
        assertTrue(halt.out().startsWith("node 1 halts its groups"), halt.out());
        daemon.awaitStatus("web", " ");
        assertTrue((Boolean) daemon.jmx().get(BeanNames.CLUSTER, "Standby"));

        Outcome resume = local.run(Jmxterm.script("resume"));
        assertEquals("node 1 leaves standby", resume.out().strip());
        daemon.awaitStatus("web", "fast DONE");
        local.run(Jmxterm.script("set-level", "GROUP", "web", "LEVEL", "slow"));
        daemon.awaitStatus("web", "slow DONE");
    }

    @Test
    void aNodeIsShot() throws Exception {
        Outcome shot = local.run(Jmxterm.script("stomith", "NODE", "2"));
        assertEquals(0, shot.exitCode(), shot.err());
        assertEquals("node 2 is to be shot", shot.out().strip());
        assertEquals(List.of("2"), daemon.awaitLines("shot", 1));
        Await.until(
                "it is confirmed",
                () -> ((String) daemon.jmx().get(BeanNames.STOMITH, "LastResult")).startsWith("CONFIRMED"));

        Outcome self = local.run(Jmxterm.script("stomith", "NODE", "1"));
        assertNotEquals(0, self.exitCode());
        assertTrue(self.err().contains("node 1 is this node"), self.err());
    }

    @Test
    void aRemoteUserDoesAllThisAsTheRoleAllows() throws Exception {
        String boss = "open 127.0.0.1:" + port + " -u boss -p may-do-all\n";
        Jmxterm remote = Jmxterm.unconnected(dir);
        Outcome status = remote.run(boss + Jmxterm.script("status"), "-e", "-v", "silent");
        assertEquals(0, status.exitCode(), status.err());
        assertTrue(status.out().startsWith("quorate; "), status.out());
        Outcome set = remote.run(boss + Jmxterm.script("set-level", "GROUP", "rests", "LEVEL", "1"));
        assertEquals("rests: stop -> 1", set.out().strip(), set.err());
        daemon.awaitStatus("rests", "1 DONE");
        assertTrue(daemon.ask("history").contains("boss@127.0.0.1): setRunlevel rests 1"));

        String looker = "open 127.0.0.1:" + port + " -u looker -p looks-only\n";
        Outcome history = remote.run(looker + Jmxterm.script("history"), "-e", "-v", "silent");
        assertTrue(history.out().contains("rests at 1"), history.out() + history.err());
        Outcome refused = remote.run(looker + Jmxterm.script("set-level", "GROUP", "rests", "LEVEL", "stop"));
        assertNotEquals(0, refused.exitCode());
        assertTrue(refused.err().contains("SecurityException"), refused.err());
        assertEquals("1", daemon.jmx().group("rests", "WantedLevel"));
        Outcome wrong = remote.run("open 127.0.0.1:" + port + " -u boss -p wrong\n" + Jmxterm.script("resume"));
        assertNotEquals(0, wrong.exitCode());
        assertTrue(wrong.err().contains("SecurityException"), wrong.err());
        daemon.ask("set", "rests", "stop");
        daemon.awaitStatus("rests", " ");
    }

    @Test
    void aRefusalIsSeenByItsSentenceAndWithTheOptionEByTheExitCode() throws Exception {
        String wrong = Jmxterm.script("set-level", "GROUP", "web", "LEVEL", "bogus");
        String right = "get -s " + SECONDS;
        Outcome goesOn = local.run(wrong + right, "-v", "brief");
        assertEquals(0, goesOn.exitCode());
        assertTrue(goesOn.err().contains("no level 'bogus' to run web at; expected stop or one of: slow fast"));
        assertEquals("1.0", goesOn.out().strip());

        Outcome ends = local.run(wrong + right);
        assertNotEquals(0, ends.exitCode());
        assertTrue(ends.err().contains("no level 'bogus'"), ends.err());
        assertEquals("", ends.out().strip());
    }

    @Test
    void aNumberThatCannotBeReadIsSentAsZeroAndRefused() throws Exception {
        Outcome text = local.run("set " + SECONDS + " soon");
        assertNotEquals(0, text.exitCode());
        assertTrue(text.err().contains("bad cycle time 0.0: expected seconds, above 0"), text.err());
        assertEquals(1.0, daemon.jmx().get(BeanNames.CYCLE_TIME, "Seconds"));

        Outcome node = local.run(Jmxterm.script("stomith", "NODE", "two"));
        assertTrue(node.err().contains("bad node 'two': expected a node's number"), node.err());
        Outcome reset = local.run("run -b org.mosha:type=Quorum reset many");
        assertTrue(reset.err().contains("bad number of nodes 'many'"), reset.err());
        assertEquals(1, daemon.jmx().get(BeanNames.QUORUM, "RememberedNodes"));
        assertFalse(daemon.lines("shot").contains("0"));
    }
}
