package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.cli.Outcome;
import org.mosha.jmx.BeanNames;

/** A real daemon and its guard: who kills what when one of them dies, and what is seen of it. */
class GuardedIT {
    /** A command with a child, one in a session of its own, and one that hides its environment as well. */
    private static final String FAMILY = "sleep 1000 & setsid --fork sh -c 'echo $$ >$HERE/session; exec sleep 1000';"
            + " setsid --fork env -i sh -c 'echo $$ >'$HERE'/hidden; exec sleep 1000'; exec sleep 1000";

    private static final String STARTED = "web at start: CHECKING -> DONE";

    @TempDir
    Path dir;

    private DaemonUnderTest daemon;

    @BeforeEach
    void prepare() throws IOException {
        daemon = new DaemonUnderTest(dir);
        daemon.cltab("web:w1:start:respawn/stop-timeout=1s:" + FAMILY);
        daemon.hactl("web start");
    }

    @AfterEach
    void end() throws IOException {
        daemon.close();
    }

    private static void assumeCgroup() {
        assumeTrue(
                Files.isWritable(Path.of("/sys/fs/cgroup/unified/cgroup.procs"))
                        || Files.isWritable(Path.of("/sys/fs/cgroup/cgroup.procs")),
                "needs a writable cgroup2");
    }

    private long written(String file) throws IOException {
        return Long.parseLong(daemon.awaitLines(file, 1).get(0));
    }

    @Test
    void withACgroupNothingOutlivesAKilledDaemonAndItsReplacedGuard() throws Exception {
        assumeCgroup();
        daemon.with("containment", "cgroup").start();
        daemon.awaitRunning("web");
        long main = daemon.jmx().pid("web", "w1");
        long hidden = written("hidden");
        long session = written("session");
        Path group = daemon.cgroup();
        long guard = daemon.guards().get(0);
        Processes.signal(guard, "KILL");
        Await.until("there is another guard", () -> {
            List<Long> now = daemon.guards();
            return now.size() == 1 && now.get(0) != guard;
        });
        daemon.awaitLog("a new guard runs");
        assertEquals(main, daemon.jmx().pid("web", "w1"));
        assertTrue(Processes.isAlive(main) && Processes.isAlive(hidden));

        Processes.signal(daemon.pid(), "KILL");
        Await.until("the guard has done its work", () -> daemon.guards().isEmpty());
        assertFalse(Processes.isAlive(main) || Processes.isAlive(hidden) || Processes.isAlive(session));
        assertEquals(List.of(), daemon.children());
        assertFalse(Files.exists(group));
        assertTrue(Files.exists(daemon.base().resolve("mosha.gone")));
    }

    @Test
    void withACgroupAnOrderlyStopLeavesNothingEither() throws Exception {
        assumeCgroup();
        daemon.with("containment", "cgroup").start();
        daemon.awaitRunning("web");
        long hidden = written("hidden");
        Path group = daemon.cgroup();
        daemon.ask("stop");
        assertFalse(Processes.isAlive(hidden));
        assertFalse(Files.exists(group));
        assertTrue(daemon.log().contains("nobody could tell whose it was"), daemon.log());
    }

    @Test
    void whatOutlivesAGuardInTheCgroupIsGoneBeforeTheNextDaemonStartsAnything() throws Exception {
        assumeCgroup();
        daemon.with("containment", "cgroup").start();
        daemon.awaitRunning("web");
        long hidden = written("hidden");
        Path group = daemon.cgroup();
        long pid = daemon.pid();
        Processes.signal(pid, "STOP");
        Processes.signal(daemon.guards(), "KILL");
        Processes.signal(pid, "KILL");
        Await.until("the daemon is gone", () -> !Processes.isAlive(pid));
        assertTrue(Processes.isAlive(hidden));
        Files.delete(daemon.file("hidden"));
        daemon.start();
        assertFalse(Processes.isAlive(hidden));
        assertFalse(Files.exists(group));
        assertNotEquals(group, daemon.cgroup());
    }

    @Test
    void withMarksWhatShowsThemDiesWithTheDaemon() throws Exception {
        daemon.cltab("web:w1:start:respawn:" + FAMILY.replace("env -i ", ""));
        daemon.with("containment", "marks").start();
        daemon.awaitRunning("web");
        long main = daemon.jmx().pid("web", "w1");
        long session = written("session");
        assertFalse(Files.exists(daemon.varDir().resolve("cgroup")));
        Processes.signal(daemon.pid(), "KILL");
        Await.until("the guard has done its work", () -> daemon.guards().isEmpty());
        assertFalse(Processes.isAlive(main) || Processes.isAlive(session));
        assertEquals(List.of(), daemon.children());
        assertTrue(Files.exists(daemon.base().resolve("mosha.gone")));
    }

    @Test
    void withoutAGuardNothingRunsUntilThereIsOne() throws Exception {
        daemon.start();
        daemon.awaitRunning("web");
        assertEquals(true, daemon.jmx().get(BeanNames.CLUSTER, "Guarded"));
        long first = daemon.jmx().pid("web", "w1");
        Await.until("the guard cannot be replaced", () -> {
            Processes.signal(daemon.guards(), "KILL");
            return daemon.log().contains("there is no guard, so this node stops its groups");
        });
        Await.until("its group is stopped", () -> !Processes.isAlive(first));
        daemon.awaitLog("there is a guard again");
        Await.until(
                "it runs again", () -> starts() == 2 && (Boolean) daemon.jmx().group("web", "Running"));
        assertEquals(true, daemon.jmx().get(BeanNames.CLUSTER, "Guarded"));
        // it may have run for a while only, which its status would hardly show
        String log = daemon.log();
        assertTrue(log.indexOf("there is a guard again") < log.lastIndexOf(STARTED), log);
        assertTrue(daemon.ask("history").contains("there is no guard"));
    }

    /** How often the group has come to its level. */
    private long starts() throws IOException {
        return daemon.log().lines().filter(line -> line.contains(STARTED)).count();
    }

    @Test
    void aPauseOfTheDaemonIsMeasured() throws Exception {
        daemon.start();
        // a busy machine may have kept it waiting already
        long before = longestPause();
        Processes.signal(daemon.pid(), "STOP");
        long pause = before + 2200;
        Awaitility.await().pollDelay(Duration.ofMillis(pause)).until(() -> true);
        Processes.signal(daemon.pid(), "CONT");
        Await.until("it knows", () -> longestPause() >= before + 1000);
        assertTrue((Long) daemon.jmx().get(BeanNames.CYCLE_TIME, "Pauses") > 0);
        assertFalse(daemon.log().contains("stood still"), "it is alone, so its lease is long");
    }

    private long longestPause() throws Exception {
        return (Long) daemon.jmx().get(BeanNames.CYCLE_TIME, "LongestPauseMillis");
    }

    @Test
    void whatCannotBeHadIsRefusedInOneLine() throws Exception {
        Outcome watchdog = daemon.with("watchdog", dir.resolve("none").toString())
                .with("session.timeout", "5s")
                .mosha("start");
        assertEquals(1, watchdog.exitCode());
        assertEquals(
                "mosha: not started: watchdog " + dir.resolve("none")
                        + " does not exist: load its driver, or the kernel's softdog\n",
                watchdog.err());
    }

    @Test
    void withoutAWritableCgroupItIsMarksOrNothing() throws Exception {
        assumeCgroup();
        assertEquals(1, startedWithReadOnlyCgroups("cgroup"));
        String refusal = Files.readString(daemon.file("err"));
        assertTrue(
                refusal.startsWith("mosha: not started: containment=cgroup: cannot make a control group in "), refusal);
        assertEquals(1, refusal.lines().count(), refusal);
        assertEquals(0, startedWithReadOnlyCgroups("auto"));
        daemon.awaitLog("what is started is recognised by its marks: cannot make a control group in ");
        daemon.awaitRunning("web");
    }

    private int startedWithReadOnlyCgroups(String containment) throws Exception {
        String hide = "for m in $(awk '$3 ~ /^cgroup/ {print $2}' /proc/mounts); do"
                + " mount -o remount,bind,ro $m; done; exec \"$@\"";
        List<String> command = new ArrayList<>(List.of("unshare", "-m", "sh", "-c", hide, "sh"));
        command.addAll(daemon.with("containment", containment).command("start"));
        return daemon.launch(command).waitFor();
    }
}
