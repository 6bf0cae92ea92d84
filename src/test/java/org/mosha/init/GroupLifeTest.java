package org.mosha.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosha.model.GroupName;
import org.mosha.model.GroupState;
import org.mosha.model.ProcessState;
import org.mosha.model.RunId;

/** What a group does when it is told levels and when its file changes. */
class GroupLifeTest {
    private static final String WEB = """
            web:mount:start:wait:mount it
            web:httpd:start:respawn:httpd
            web:note:start:once:note
            """;

    /** The group web at start, with all that runs there. */
    private static Scene running() {
        Scene scene = new Scene(WEB);
        scene.tell("web", "start");
        scene.runs("mount", 0);
        scene.spawned("httpd");
        scene.spawned("note");
        return scene;
    }

    @Test
    void startsEntriesInFileOrderEachAfterTheOneBefore() {
        Scene scene = new Scene(WEB);
        scene.tell("web", "start");
        assertEquals(List.of("web STARTING", "spawn mount at start"), scene.took());
        scene.spawned("mount");
        assertEquals(List.of(), scene.took(), "a wait entry is waited for");
        scene.exits("mount", 3);
        assertEquals(List.of("spawn httpd at start"), scene.took(), "its exit code does not matter");
        scene.spawned("httpd");
        assertEquals(List.of("spawn note at start"), scene.took());
        scene.spawned("note");
        assertEquals(List.of("web CHECKING", "web DONE"), scene.took());
        assertEquals(ProcessState.RUNBG, scene.processState("web", "httpd"));
        scene.exits("note", 0);
        assertEquals(ProcessState.DONE, scene.processState("web", "note"));
        assertEquals(GroupState.DONE, scene.state("web"));
    }

    @Test
    void aLevelChangeKeepsWhatBothLevelsHaveAndStopsTheRestInReverseOrder() {
        Scene scene = new Scene("""
                g:a:12:respawn:a
                g:b:1:respawn:b
                g:c:1:respawn:c
                g:d:2:respawn:d
                """);
        scene.tell("g", "1");
        scene.spawned("a");
        scene.spawned("b");
        scene.spawned("c");
        RunId kept = scene.run("a");
        scene.took();
        scene.tell("g", "2");
        assertEquals(List.of("g STOPPING", "await c", "INT c"), scene.took(), "the last one first");
        scene.exits("c", 130);
        assertEquals(List.of(), scene.took(), "only when nothing of it lives it is gone");
        scene.gone("c");
        assertEquals(List.of("await b", "INT b"), scene.took());
        scene.gone("b");
        assertEquals(List.of("g DUMPING", "g STARTING", "spawn d at 2"), scene.took());
        scene.spawned("d");
        assertEquals(GroupState.DONE, scene.state("g"));
        assertEquals(kept, scene.run("a"), "the same process");
        assertEquals(ProcessState.RUNBG, scene.processState("g", "a"));
    }

    @Test
    void whatDiesWhileItWaitsForItsTurnToBeStoppedIsNotStartedAnew() {
        Scene scene = new Scene("""
                g:a:1:respawn:a
                g:b:1:respawn:b
                """);
        scene.tell("g", "1");
        scene.spawned("a");
        scene.spawned("b");
        scene.tell("g", "stop");
        scene.took();
        scene.exits("a", 1);
        assertEquals(List.of("await a", "INT a"), scene.took(), "no spawn");
        scene.gone("a");
        scene.gone("b");
        assertEquals(GroupState.DONE, scene.state("g"));
    }

    @Test
    void whatPausesWhileItWaitsForItsTurnToBeStoppedIsNotStartedAnew() {
        Scene scene = new Scene("""
                g:a:1:respawn:a
                g:b:1:respawn:b
                """);
        scene.tell("g", "1");
        scene.spawned("a");
        scene.spawned("b");
        for (int i = 0; i < 6; i++) {
            scene.runs("a", 1);
        }
        scene.passes(Duration.ofSeconds(59));
        scene.tell("g", "stop");
        scene.took();
        scene.passes(Duration.ofSeconds(2));
        assertFalse(scene.took().contains("spawn a at stop"), "its pause was over while b was being stopped");
        assertEquals(ProcessState.STOPPING, scene.processState("g", "a"));
    }

    @Test
    void tellingTheLevelAgainRunsNothingAgain() {
        Scene scene = new Scene(WEB);
        scene.tell("web", "start");
        scene.runs("mount", 0);
        scene.spawned("httpd");
        scene.runs("note", 0);
        scene.took();
        scene.tell("web", "start");
        assertEquals(List.of("web STOPPING", "web DUMPING", "web STARTING", "web CHECKING", "web DONE"), scene.took());
    }

    @Test
    void aLevelThatNoEntryHasStopsEverything() {
        Scene scene = running();
        scene.tell("web", "99");
        scene.gone("note");
        scene.gone("httpd");
        scene.gone("mount");
        assertEquals(GroupState.DONE, scene.state("web"));
        assertEquals("99", scene.level("web"));
        assertEquals(ProcessState.CONFIGURED, scene.processState("web", "httpd"));
    }

    @Test
    void groupAndLevelZeroAreNamesLikeOthers() {
        Scene scene = new Scene("0:zero:0:once:zero\n");
        scene.tell("0", "0");
        assertEquals(List.of("0 STARTING", "spawn zero at 0"), scene.took());
    }

    @Test
    void allTestsPassedIsPassed() {
        Scene scene = new Scene("g:t1:test:test:true\ng:t2:test:test:true\ng:x:start:once:x\n");
        scene.tell("g", "test");
        scene.runs("t1", 0);
        scene.runs("t2", 0);
        assertEquals(GroupState.PASSED, scene.state("g"));
    }

    @Test
    void aFailedTestEndsTheStart() {
        Scene scene = new Scene("g:t1:start:test:false\ng:x:start:respawn:x\n");
        scene.tell("g", "start");
        scene.took();
        scene.runs("t1", 1);
        assertEquals(List.of("g CHECKING", "g FAILED"), scene.took(), "what comes behind it is not started");
        assertEquals("exit code 1", scene.process("g", "t1").note());
    }

    @Test
    void aTestThatCannotBeStartedOrIsKilledFails() {
        Scene scene = new Scene("g:t:test:test:x\nh:u:test:test:x\n");
        scene.tell("g", "test");
        scene.spawnFails("t");
        assertEquals(GroupState.FAILED, scene.state("g"));
        scene.tell("h", "test");
        scene.runs("u", 137);
        assertEquals(GroupState.FAILED, scene.state("h"));
        assertEquals("exit code 137 (signal 9)", scene.process("h", "u").note());
    }

    @Test
    void aPassedTestAmongOtherEntriesIsDone() {
        Scene scene = new Scene("g:t:start:test:true\ng:x:start:once:x\n");
        scene.tell("g", "start");
        scene.runs("t", 0);
        scene.spawned("x");
        assertEquals(GroupState.DONE, scene.state("g"));
    }

    @Test
    void anEmptyLevelIsDone() {
        Scene scene = new Scene("g:x:start:once:x\n");
        scene.tell("g", "test");
        assertEquals(GroupState.DONE, scene.state("g"));
    }

    @Test
    void offIsNeverStartedAndStopsWhatRuns() {
        Scene scene = new Scene("g:x:start:respawn:x\n");
        scene.tell("g", "start");
        scene.spawned("x");
        scene.took();
        scene.configure("g:x:start:off:x\n");
        assertEquals(List.of("g STOPPING", "await x", "INT x"), scene.took());
        scene.gone("x");
        assertEquals(List.of("g DUMPING", "g STARTING", "g CHECKING", "g DONE"), scene.took());
    }

    @Test
    void aChangedCommandIsStoppedGracefullyAndStartedAnew() {
        Scene scene = running();
        RunId before = scene.run("httpd");
        scene.took();
        scene.configure(WEB.replace("respawn:httpd", "respawn:httpd -v"));
        assertEquals(List.of("web STOPPING", "await httpd", "INT httpd"), scene.took(), "the others run on");
        scene.gone("httpd");
        assertNotEquals(before, scene.run("httpd"));
        assertEquals(List.of("web DUMPING", "web STARTING", "spawn httpd at start"), scene.took());
    }

    @Test
    void anEditThatChangesNothingForTheGroupDisturbsNothing() {
        Scene scene = running();
        scene.took();
        scene.configure("# a comment more\n\n" + WEB + "db:x:start:once:x\n");
        assertEquals(List.of(), scene.took());
    }

    @Test
    void anAddedEntryIsStarted() {
        Scene scene = running();
        scene.took();
        scene.configure(WEB + "web:more:start:respawn:more\n");
        assertEquals(List.of("web STOPPING", "web DUMPING", "web STARTING", "spawn more at start"), scene.took());
    }

    @Test
    void aRemovedEntryIsStoppedAndForgotten() {
        Scene scene = running();
        scene.configure("web:httpd:start:respawn:httpd\n");
        scene.gone("note");
        scene.gone("mount");
        assertEquals(1, scene.init.processes(new GroupName("web")).size());
        assertEquals(GroupState.DONE, scene.state("web"));
    }

    @Test
    void haltingStopsEverythingAndForgetsTheLevel() {
        Scene scene = running();
        scene.took();
        scene.halt("web");
        assertEquals(List.of("web HALTING", "await note", "INT note"), scene.took());
        scene.tell("web", "start");
        assertEquals(List.of(), scene.took(), "not before it is halted");
        scene.gone("note");
        scene.gone("httpd");
        scene.gone("mount");
        assertEquals(GroupState.CONFIGURED, scene.state("web"));
        assertEquals("stop", scene.level("web"));
    }

    @Test
    void aLevelToldWhileStoppingIsTheOneThatIsStarted() {
        Scene scene = new Scene("g:a:1:respawn:a\ng:b:2:respawn:b\ng:c:3:respawn:c\n");
        scene.tell("g", "1");
        scene.spawned("a");
        scene.tell("g", "2");
        scene.tell("g", "3");
        scene.took();
        scene.gone("a");
        assertEquals(List.of("g DUMPING", "g STARTING", "spawn c at 3"), scene.took());
    }

    @Test
    void goingBackWhileStoppingStartsWhatIsStoppedAlreadyAnew() {
        Scene scene = new Scene("g:a:1:respawn:a\ng:b:1:respawn:b\n");
        scene.tell("g", "1");
        scene.spawned("a");
        scene.spawned("b");
        scene.tell("g", "stop");
        scene.tell("g", "1");
        scene.took();
        scene.gone("b");
        assertEquals(List.of("g DUMPING", "g STARTING", "spawn b at 1"), scene.took());
        assertEquals(ProcessState.RUNBG, scene.processState("g", "a"), "it had not been stopped yet");
    }

    @Test
    void aBlockedEntryDoesNotKeepTheOthersFromBeingStopped() {
        Scene scene = new Scene("g:a:1:respawn:a\ng:b:1:respawn/stop-timeout=3s:b\n");
        scene.tell("g", "1");
        scene.spawned("a");
        scene.spawned("b");
        scene.tell("g", "stop");
        scene.passes(Duration.ofSeconds(9));
        assertEquals(ProcessState.BLOCKED, scene.processState("g", "b"));
        assertEquals(ProcessState.STOPPING, scene.processState("g", "a"));
        assertTrue(scene.process("g", "b").note().startsWith("blocked: does not end after 8 s and SIGKILL"));
        scene.gone("a");
        assertEquals(GroupState.STOPPING, scene.state("g"), "something of it still lives");
        scene.gone("b");
        assertEquals(GroupState.DONE, scene.state("g"));
    }

    @Test
    void theTimeOfAnEntrysOldCommandIsNotThatOfItsNewOne() {
        Scene scene = new Scene("g:a:1:wait/timeout=60s:old\n");
        scene.tell("g", "1");
        scene.spawned("a");
        scene.passes(Duration.ofSeconds(50));
        scene.configure("g:a:1:wait/timeout=60s:new\n");
        scene.gone("a");
        scene.spawned("a");
        scene.passes(Duration.ofMillis(59_999));
        assertEquals(ProcessState.RUNNING, scene.processState("g", "a"));
        scene.passes(Duration.ofMillis(1));
        assertEquals(ProcessState.EXPIRING, scene.processState("g", "a"));
    }

    @Test
    void theStopOfAnEntrysOldCommandIsNotThatOfItsNewOne() {
        Scene scene = new Scene("g:a:1:respawn:old\n");
        scene.tell("g", "1");
        scene.spawned("a");
        scene.configure("g:a:1:respawn:new\n");
        scene.gone("a");
        scene.spawned("a");
        scene.passes(Duration.ofSeconds(3));
        scene.took();
        scene.tell("g", "stop");
        scene.passes(Duration.ofMillis(4_999));
        assertEquals(List.of("g STOPPING", "await a", "INT a"), scene.took());
        scene.passes(Duration.ofMillis(1));
        assertEquals(List.of("TERM a"), scene.took());
    }

    @Test
    void aTimerThatIsOverDoesNotChangeWhoseTurnItIsToBeStopped() {
        Scene scene = new Scene("g:a:1:respawn:a\ng:b:1:respawn:b\n");
        scene.tell("g", "1");
        scene.spawned("a");
        scene.spawned("b");
        scene.passes(Duration.ofSeconds(2));
        scene.exitsLeavingOthers("a", 0);
        scene.gone("a");
        scene.spawned("a");
        scene.passes(Duration.ofSeconds(4));
        scene.took();
        scene.tell("g", "stop");
        scene.passes(Duration.ofSeconds(2));
        assertEquals(List.of("g STOPPING", "await b", "INT b"), scene.took(), "a is still to come");
    }

    @Test
    void aGroupThatTheFileNoLongerHasIsForgottenWhenItIsStopped() {
        Scene scene = new Scene("g:a:1:respawn:a\nh:b:1:respawn:b\n");
        scene.tell("g", "1");
        scene.spawned("a");
        scene.configure("h:b:1:respawn:b\n");
        scene.gone("a");
        scene.tell("g", "stop");
        assertEquals(1, scene.init.status().groups().size());
    }
}
