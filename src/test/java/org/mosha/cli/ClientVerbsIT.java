package org.mosha.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.it.Processes;

/** The real {@code bin/mosha} against a JVM that has the beans and a pid file of a daemon. */
class ClientVerbsIT {
    @TempDir
    static Path dir;

    private static Process daemon;

    @BeforeAll
    static void start() throws IOException {
        daemon = startDaemon(dir);
    }

    @AfterAll
    static void end() {
        daemon.destroyForcibly();
    }

    @Test
    void theDaemonIsSeenToRun() throws Exception {
        assertEquals(new Outcome(0, "mosha is running, pid " + daemon.pid() + "\n", ""), mosha("status"));
    }

    @Test
    void groupsAndNodesAreTables() throws Exception {
        Outcome groups = mosha("groups");
        assertEquals(0, groups.exitCode(), groups.err());
        assertTrue(groups.out().startsWith("GROUP  WANTED  NODE  LEVEL  STATE  SINCE"), groups.out());
        assertTrue(groups.out().contains("\nweb    start   1     start  DONE   "), groups.out());
        assertEquals("mosha: hactl:1: error: bad\n", groups.err());
        assertEquals("""
                NODE  HOST   UP   STALE  STANDBY  GROUPS
                1     host1  yes  no     no       1
                2     host2  no   yes    yes      1
                """, mosha("nodes").out());
    }

    @Test
    void groupsAndNodesAreJson() throws Exception {
        assertEquals(
                "{\"groups\":[{\"name\":\"web\",\"wanted\":\"start\",\"node\":1,\"level\":\"start\",\"state\":\"DONE\","
                        + "\"running\":true,\"sinceMillis\":1700000000000,\"why\":\"runs on node 1\"}]}\n",
                mosha("groups", "--json").out());
        assertTrue(mosha("nodes", "--json").out().startsWith("{\"nodes\":[{\"id\":1,\"host\":\"host1\",\"up\":true,"));
    }

    @Test
    void ordersAreAnsweredWithASentence() throws Exception {
        assertEquals(new Outcome(0, "web: start -> stop\n", ""), mosha("set", "web", "stop"));
        assertEquals(new Outcome(0, "web: stop, as before\n", ""), mosha("halt", "--group", "web"));
        assertEquals(new Outcome(0, "web: stop -> start\n", ""), mosha("set", "web", "start"));
        assertEquals(new Outcome(0, "{}\n", ""), mosha("simulate", "--json"));
        assertEquals(new Outcome(0, "node 1: runs here\nnode 2: node 1 has it\n", ""), mosha("why", "web"));
        assertEquals(new Outcome(0, "web: start\nweb: start\n", ""), mosha("history", "-n", "2"));
        assertEquals(
                new Outcome(0, "node 2 is to be shot: that is only logged, as stomith is not set\n", ""),
                mosha("stomith", "2", "--yes"));
        assertEquals(new Outcome(0, "node 2 is taken to be off\n", ""), mosha("stomith", "2", "--confirm", "--yes"));
        assertEquals(
                new Outcome(0, "the quorum remembers 1 node, and at once 2, as it sees so many\n", ""),
                mosha("quorum", "--reset", "1"));
        assertEquals(0, mosha("halt").exitCode());
        assertEquals(0, mosha("resume").exitCode());
        assertEquals(
                new Outcome(1, "", "mosha: refused, what was in force stays so: hactl:1: error: bad\n"),
                mosha("force-reload"));
    }

    @Test
    void aRefusalIsOneLineAndExitCode1() throws Exception {
        assertEquals(new Outcome(1, "", "mosha: no such group 'x'\n"), mosha("set", "x", "start"));
        assertEquals(new Outcome(1, "", "mosha: the cluster cannot be told\n"), mosha("halt", "--cluster"));
    }

    @Test
    void aDaemonWithoutBeansIsSaidToBeStarting(@TempDir Path other) throws Exception {
        Process second = startDaemon(other, "-D", StandInDaemon.NOT_READY);
        try {
            for (String verb : List.of("groups", "nodes", "force-reload")) {
                Outcome outcome = Shell.mosha(other, verb, "-D", "var.dir=" + other);
                String line = "mosha: the daemon is starting and not ready yet: see " + other.resolve("log/mosha.log");
                assertEquals(new Outcome(1, "", line + "\n"), outcome);
            }
        } finally {
            second.destroyForcibly();
        }
    }

    @Test
    void anAddressWhereNobodyListensIsOneLineAndExitCode1() throws Exception {
        Outcome outcome = mosha("groups", "--url", "service:jmx:rmi:///jndi/rmi://127.0.0.1:1/jmxrmi");
        assertEquals(1, outcome.exitCode());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
    }

    @Test
    void stopSignalsTheDaemonAndWaitsUntilItIsGone(@TempDir Path other) throws Exception {
        Process second = startDaemon(other);
        try {
            Outcome stop = Shell.mosha(other, "stop", "-D", "var.dir=" + other);
            assertEquals(new Outcome(0, "mosha: stopped\n", stop.err()), stop);
            // the JVM of the test learns of the end a moment later
            assertFalse(Processes.isAlive(second.pid()));
            assertFalse(Files.exists(other.resolve("mosha.pid")));
        } finally {
            second.destroyForcibly();
        }
    }

    @Test
    void stopGivesUpOnADaemonThatDoesNotEndAndDoesNotKillIt(@TempDir Path other) throws Exception {
        Process second = startDaemon(other);
        try {
            Shell.run(other, Map.of(), List.of("kill", "-STOP", Long.toString(second.pid())));
            Outcome stop = Shell.mosha(other, "stop", "--timeout", "1", "-D", "var.dir=" + other);
            assertEquals(1, stop.exitCode());
            assertTrue(stop.err().contains("is still stopping its groups after 1 s; it was not killed"), stop.err());
            assertTrue(second.isAlive());
        } finally {
            second.destroyForcibly();
        }
    }

    private static Outcome mosha(String... args) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("-D", "var.dir=" + dir));
        return Shell.mosha(dir, all.toArray(new String[0]));
    }

    private static Process startDaemon(Path varDir, String... more) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-Dmosha.home=" + varDir,
                "-cp",
                System.getProperty("java.class.path"),
                StandInDaemon.class.getName(),
                "run",
                "-D",
                "var.dir=" + varDir));
        line.addAll(List.of(more));
        Process process = new ProcessBuilder(line)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Awaitility.await().until(() -> Files.exists(varDir.resolve("mosha.pid")));
        return process;
    }
}
