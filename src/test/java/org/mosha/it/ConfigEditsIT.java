package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import javax.management.Notification;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.cli.Outcome;
import org.mosha.jmx.BeanNames;

/** Edits of cltab and hactl while the daemon runs. */
class ConfigEditsIT {
    private static final String FIRST = "web:first:start:respawn:trap 'echo first got INT >>$HERE/ends; exit' INT; "
            + "trap 'echo first got TERM >>$HERE/ends; exit' TERM; echo $$ >>$HERE/trapped; while :; do sleep 0.1; done";
    private static final String OTHER = "web:other:start:respawn:exec sleep 1000";
    private static final String LAST = "web:last:start,slow:respawn:exec sleep 1000";
    private static final String IDLE = "idle:work:start:respawn:exec sleep 1000";
    private static final String[] HACTL = {"# who runs where", "", "idle stop # not yet", "web   start   prefer=1"};

    @TempDir
    static Path dir;

    private static DaemonUnderTest daemon;
    private static int restored;

    @BeforeAll
    static void start() throws Exception {
        daemon = new DaemonUnderTest(dir);
        daemon.cltab(FIRST, OTHER, LAST, IDLE);
        daemon.hactl(HACTL);
        daemon.start();
    }

    @AfterAll
    static void end() throws IOException {
        daemon.close();
    }

    @BeforeEach
    void beginWithAllInForce() {
        daemon.awaitRunning("web");
        Await.until("the files are good", () -> (Boolean) daemon.jmx().get(BeanNames.CLUSTER, "ConfigValid"));
    }

    /** Puts all back; a tag that was never there before shows that this very cltab is in force. */
    @AfterEach
    void restore() throws Exception {
        String marker = "marker-" + ++restored;
        daemon.cltab(FIRST, OTHER, LAST, IDLE, "marker:" + marker + ":start:off:true");
        daemon.hactl(HACTL);
        Await.until("the cltab is in force", () -> daemon.jmx().process("marker", marker) != null);
        daemon.awaitStatus("web", "start DONE");
        daemon.awaitStatus("idle", " ");
        assertEquals(3, daemon.jmx().group("web", "ProcessCount"));
    }

    @Test
    void aGroupWhoseEntriesAreAllRemovedIsNotSaidToRun() throws Exception {
        daemon.cltab(IDLE);
        String says = "nothing runs here at start DONE: cltab does not have it";
        Await.untilHolds(() -> assertEquals(says, daemon.jmx().group("web", "Why")));
        assertEquals("node 1: " + says + "\n", daemon.askHere("why", "web"));
        assertFalse(daemon.group("web").get("running").getAsBoolean());
    }

    @Test
    void aChangedCommandIsStoppedGracefullyAndStartedAnewWhileTheOthersRunOn() throws Exception {
        long first = daemon.jmx().pid("web", "first");
        long other = daemon.jmx().pid("web", "other");
        long last = daemon.jmx().pid("web", "last");
        Await.until("it minds signals", () -> daemon.lines("trapped").contains(Long.toString(first)));
        Files.deleteIfExists(daemon.file("ends"));
        daemon.cltab(
                "# another command", LAST, "web:first:start:respawn:exec sleep 1001", OTHER, "idle:work:start:off:");
        Await.until(
                "it runs the new command",
                () -> Processes.commandLine(daemon.jmx().pid("web", "first")).equals(List.of("sleep", "1001")));
        assertFalse(Processes.isAlive(first));
        assertEquals(List.of("first got INT"), daemon.lines("ends"));
        assertEquals(other, daemon.jmx().pid("web", "other"));
        assertEquals(last, daemon.jmx().pid("web", "last"));
    }

    @Test
    void aCltabThatIsBrokenAtTheStartLeavesTheLastLifesInForce() throws Exception {
        assertEquals(0, daemon.mosha("stop").exitCode());
        daemon.cltab("web:first:start:bogus:exec sleep 1003");
        daemon.start();
        daemon.awaitRunning("web");
        assertEquals(3, daemon.jmx().group("web", "ProcessCount"));
        Await.until("the file is refused", () -> !(Boolean) daemon.jmx().get(BeanNames.CLUSTER, "ConfigValid"));
        String[] problems = (String[]) daemon.jmx().get(BeanNames.CLUSTER, "ConfigProblems");
        assertTrue(problems[0].startsWith(daemon.cltab() + ":1: error: unknown mode 'bogus'"), problems[0]);
        assertTrue(daemon.log().contains("the last good one stays in force"));
        daemon.awaitRunning("web");
    }

    @Test
    void aGroupThatOnlyHactlHasCanBeHalted() throws Exception {
        daemon.hactl("web start", "ghost start");
        Await.until("it is known", () -> daemon.mosha("set", "ghost", "stop").exitCode() == 0);
        assertEquals(List.of("web start", "ghost stop"), Files.readAllLines(daemon.hactl()));
        Outcome start = daemon.mosha("set", "ghost", "start");
        assertEquals(1, start.exitCode());
        assertTrue(start.err().contains("no group 'ghost' in cltab"), start.err());
    }

    @Test
    void aRemovedEntryIsStoppedAndAnAddedOneStarted() throws Exception {
        long other = daemon.jmx().pid("web", "other");
        long last = daemon.jmx().pid("web", "last");
        daemon.cltab(OTHER, "web:added:start:once:exec sleep 1002", LAST);
        Await.until("the added one runs", () -> daemon.jmx().pid("web", "added") > 0);
        daemon.awaitStatus("web", "start DONE");
        assertEquals(null, daemon.jmx().process("web", "first"));
        assertEquals(other, daemon.jmx().pid("web", "other"));
        assertEquals(last, daemon.jmx().pid("web", "last"));
        Await.untilHolds(() -> assertEquals(3, daemon.children().size()));
    }

    @Test
    void aBrokenCltabLeavesTheLastGoodOneInForceUntilItIsCorrected() throws Exception {
        List<Notification> heard = daemon.jmx().listen();
        long first = daemon.jmx().pid("web", "first");
        daemon.cltab("web:first:start:bogus:exec sleep 1003", OTHER, LAST);
        Outcome reload = daemon.mosha("force-reload");
        String problem = daemon.cltab() + ":1: error: unknown mode 'bogus'";
        assertEquals(1, reload.exitCode());
        assertTrue(reload.err().startsWith("mosha: refused, what was in force stays so: " + problem), reload.err());
        assertEquals(1, reload.err().lines().count());
        String[] problems = (String[]) daemon.jmx().get(BeanNames.CLUSTER, "ConfigProblems");
        assertTrue(problems[0].startsWith(problem), problems[0]);
        assertTrue(daemon.log().contains("ERROR node         " + problem), problem);
        awaitNotification(heard, "org.mosha.config.rejected", problem);
        Outcome check = daemon.mosha("check");
        assertEquals(1, check.exitCode());
        assertTrue(check.out().startsWith(problem), check.out());
        assertEquals(first, daemon.jmx().pid("web", "first"));
        daemon.awaitRunning("web");

        daemon.cltab("web:first:start:respawn:exec sleep 1003", OTHER, LAST);
        assertEquals(new Outcome(0, "cltab and hactl were read\n", ""), daemon.mosha("force-reload"));
        Await.until(
                "the corrected file is in force",
                () -> Processes.commandLine(daemon.jmx().pid("web", "first")).equals(List.of("sleep", "1003")));
        assertTrue((Boolean) daemon.jmx().get(BeanNames.CLUSTER, "ConfigValid"));
        awaitNotification(heard, "org.mosha.config.changed", daemon.cltab().toString());
    }

    private static void awaitNotification(List<Notification> heard, String type, String text) {
        Await.until(
                type,
                () -> heard.stream()
                        .anyMatch(one ->
                                one.getType().equals(type) && one.getMessage().contains(text)));
    }

    @Test
    void anEditOfHactlByHandIsNoticed() throws Exception {
        long last = daemon.jmx().pid("web", "last");
        overwrite("web slow\nidle start\n");
        daemon.awaitStatus("web", "slow DONE");
        daemon.awaitRunning("idle");
        assertEquals(last, daemon.jmx().pid("web", "last"));
        assertEquals(1, daemon.jmx().group("web", "ProcessCount"));
        overwrite("# web is missing now\nidle start\n");
        daemon.awaitStatus("web", " ");
        assertFalse(Processes.isAlive(last));
    }

    /**
     * Edits hactl in place, as some editors do, but at once: an empty one would be one without groups, and who is kept
     * waiting between emptying and writing it has made it so.
     */
    private static void overwrite(String text) throws IOException {
        long longer = Files.size(daemon.hactl()) - text.length();
        String rest = longer > 0 ? "#".repeat((int) longer) : "";
        Files.writeString(daemon.hactl(), text + rest, StandardOpenOption.WRITE);
    }

    @Test
    void aLostHactlStopsNothing() throws Exception {
        long first = daemon.jmx().pid("web", "first");
        Files.delete(daemon.hactl());
        Await.until("the loss is shown", () -> !(Boolean) daemon.jmx().get(BeanNames.CLUSTER, "ConfigValid"));
        String[] problems = (String[]) daemon.jmx().get(BeanNames.CLUSTER, "ConfigProblems");
        assertEquals(daemon.hactl() + ":0: error: no such file", problems[0]);
        assertEquals(first, daemon.jmx().pid("web", "first"));
        daemon.hactl(HACTL);
        Await.until("it is back", () -> (Boolean) daemon.jmx().get(BeanNames.CLUSTER, "ConfigValid"));
        assertEquals(first, daemon.jmx().pid("web", "first"));
    }

    @Test
    void setChangesOneWordOfHactl() throws Exception {
        assertEquals("idle: stop -> start\n", daemon.ask("set", "idle", "start"));
        List<String> expected = new ArrayList<>(List.of(HACTL));
        expected.set(2, "idle start # not yet");
        assertEquals(expected, Files.readAllLines(daemon.hactl()));
        daemon.awaitRunning("idle");
    }

    @Test
    void setRefusesWhatThereIsNot() throws Exception {
        byte[] before = Files.readAllBytes(daemon.hactl());
        Outcome nobody = daemon.mosha("set", "nobody", "start");
        assertTrue(nobody.err().startsWith("mosha: no group 'nobody' in cltab; there are: idle, "), nobody.err());
        assertEquals(new Outcome(1, "", nobody.err().lines().findFirst().orElse("") + "\n"), nobody);
        assertEquals(
                new Outcome(1, "", "mosha: no level 'fast' to run web at; expected stop or one of: start slow\n"),
                daemon.mosha("set", "web", "fast"));
        assertEquals(1, daemon.mosha("set", "web", "a level").exitCode());
        assertArrayEquals(before, Files.readAllBytes(daemon.hactl()));
    }
}
