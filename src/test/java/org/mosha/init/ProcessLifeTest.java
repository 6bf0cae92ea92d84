package org.mosha.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosha.model.GroupState;
import org.mosha.model.ProcessState;
import org.mosha.model.RunId;

/** How one entry is kept running, is timed out and is stopped. */
class ProcessLifeTest {
    @Test
    void respawnIsAtOnce() {
        Scene scene = running("g:a:1:respawn:a\n");
        scene.passes(Duration.ofSeconds(2));
        scene.exits("a", 1);
        assertEquals(List.of("spawn a at 1"), scene.took());
        scene.spawned("a");
        assertEquals(1, scene.process("g", "a").respawns());
        assertEquals(OptionalInt.of(1), scene.process("g", "a").exitCode());
        assertEquals(GroupState.DONE, scene.state("g"));
    }

    @ParameterizedTest
    @CsvSource({"0,0 s", "49,0.0 s", "50,0.1 s", "1000,1 s", "1250,1.3 s", "1949,1.9 s", "1951,2.0 s", "61000,61 s"})
    void howLongItLivedIsToldInSecondsAndTenths(long millis, String told) {
        Scene scene = running("g:a:1:respawn:a\n");
        scene.passes(Duration.ofMillis(millis));
        scene.exits("a", 1);
        assertEquals(
                "died " + told + " after its start: exit code 1",
                scene.process("g", "a").note());
    }

    @Test
    void moreThanFiveFastDeathsMakeItWait() {
        Scene scene = running("g:a:1:respawn:a\n");
        for (int death = 1; death <= 5; death++) {
            scene.exits("a", 1);
            assertEquals(List.of("spawn a at 1"), scene.took(), "death " + death);
            scene.spawned("a");
        }
        scene.exits("a", 1);
        assertEquals(List.of(), scene.took());
        assertEquals(ProcessState.PAUSING, scene.processState("g", "a"));
        assertTrue(scene.process("g", "a").note().contains("next start after 60 s"));
        scene.passes(Duration.ofMillis(59_999));
        assertEquals(List.of(), scene.took());
        scene.passes(Duration.ofMillis(1));
        assertEquals(List.of("spawn a at 1"), scene.took());
        scene.spawned("a");
        scene.exits("a", 1);
        assertEquals(ProcessState.PAUSING, scene.processState("g", "a"), "it still dies too fast");
    }

    @Test
    void aLongerLifeTakesAHitOff() {
        Scene scene = running("g:a:1:respawn:a\n");
        for (int death = 1; death <= 20; death++) {
            scene.passes(death % 2 == 0 ? Duration.ofSeconds(2) : Duration.ZERO);
            scene.exits("a", 1);
            scene.spawned("a");
        }
        assertEquals(ProcessState.RUNBG, scene.processState("g", "a"));
        assertEquals(20, scene.process("g", "a").respawns());
    }

    @Test
    void manyFastDeathsAreForgottenAfterAFewLongLives() {
        Scene scene = running("g:a:1:respawn:a\n");
        diesFast(scene, 600);
        for (int life = 1; life <= 5; life++) {
            scene.passes(Duration.ofDays(1));
            scene.took();
            scene.exits("a", 1);
            assertEquals(List.of("spawn a at 1"), scene.took(), "a death after a day is no fast one: life " + life);
            scene.spawned("a");
        }
        diesFast(scene, 4);
        assertEquals(ProcessState.RUNBG, scene.processState("g", "a"), "as many are borne as after one hit");
    }

    @Test
    void howOftenItDiedTooFastIsToldNoHigherThanItCounts() {
        Scene scene = running("g:a:1:respawn:a\n");
        diesFast(scene, 20);
        scene.exits("a", 1);
        assertTrue(
                scene.process("g", "a").note().contains("; 6 times within 1 s"),
                scene.process("g", "a").note());
    }

    private static void diesFast(Scene scene, int deaths) {
        for (int death = 1; death <= deaths; death++) {
            scene.exits("a", 1);
            if (scene.processState("g", "a") == ProcessState.PAUSING) {
                scene.passes(Scene.RULE.pause());
            }
            scene.spawned("a");
        }
    }

    @Test
    void aRespawnThatCannotBeStartedCountsAsAFastDeath() {
        Scene scene = new Scene("g:a:1:respawn:a\n");
        scene.tell("g", "1");
        for (int i = 0; i < 6; i++) {
            scene.spawnFails("a");
        }
        assertEquals(ProcessState.PAUSING, scene.processState("g", "a"));
        assertEquals(GroupState.DONE, scene.state("g"), "its group's start does not hang");
        assertEquals(
                "could not be started: no such user; 6 times within 1 s, next start after 60 s",
                scene.process("g", "a").note());
    }

    @Test
    void aStartThatFailsIsRememberedUntilTheNextOne() {
        Scene scene = new Scene("g:a:1:once:a\ng:b:1:respawn:b\n");
        scene.tell("g", "1");
        scene.spawnFails("a");
        scene.spawnFails("b");
        assertEquals(ProcessState.DONE, scene.processState("g", "a"));
        assertEquals(
                "could not be started: no such user", scene.process("g", "a").note());
        assertTrue(scene.process("g", "a").startFailed());
        scene.spawned("b");
        assertFalse(scene.process("g", "b").startFailed());
    }

    @Test
    void whatARespawnLeftBehindGoesBeforeItIsStartedAnew() {
        Scene scene = running("g:a:1:respawn:a\n");
        scene.passes(Duration.ofSeconds(2));
        scene.exitsLeavingOthers("a", 0);
        assertEquals(List.of("await a", "INT a"), scene.took());
        assertEquals(ProcessState.CLEARING, scene.processState("g", "a"));
        scene.gone("a");
        assertEquals(List.of("spawn a at 1"), scene.took());
    }

    @Test
    void whatIsLeftBehindIsStoppedWhenTheGroupIs() {
        Scene scene = running("g:a:1:respawn:a\n");
        scene.passes(Duration.ofSeconds(2));
        scene.exitsLeavingOthers("a", 0);
        scene.took();
        scene.tell("g", "stop");
        scene.passes(Duration.ofSeconds(5));
        assertEquals(List.of("g STOPPING", "TERM a"), scene.took(), "the ladder goes on, not from its beginning");
        scene.gone("a");
        assertEquals(ProcessState.CONFIGURED, scene.processState("g", "a"));
        assertEquals(GroupState.DONE, scene.state("g"));
    }

    @Test
    void theLadderIsTheOriginals() {
        Scene scene = running("g:a:1:respawn:a\n");
        scene.tell("g", "stop");
        assertEquals(List.of("g STOPPING", "await a", "INT a"), scene.took());
        scene.passes(Duration.ofMillis(4_999));
        assertEquals(List.of(), scene.took());
        scene.passes(Duration.ofMillis(1));
        assertEquals(List.of("TERM a"), scene.took());
        scene.passes(Duration.ofSeconds(10));
        assertEquals(List.of("KILL a"), scene.took());
        scene.passes(Duration.ofSeconds(5));
        assertEquals(List.of("KILL a"), scene.took());
        assertEquals(ProcessState.BLOCKED, scene.processState("g", "a"));
        scene.passes(Duration.ofSeconds(5));
        assertEquals(List.of("KILL a"), scene.took(), "it is tried again as long as it takes");
        scene.gone("a");
        assertEquals(GroupState.DONE, scene.state("g"));
    }

    @Test
    void stopTimeoutAndStopSignalShapeTheLadder() {
        Scene scene = running("g:a:1:respawn/stop-timeout=3s:a\n");
        scene.tell("g", "stop");
        scene.passes(Duration.ofSeconds(3));
        assertEquals(List.of("g STOPPING", "await a", "INT a", "TERM a", "KILL a"), scene.took());

        Scene other = running("g:a:1:respawn/stop-signal=QUIT,stop-timeout=2s:a\n");
        other.tell("g", "stop");
        other.passes(Duration.ofSeconds(2));
        assertEquals(List.of("g STOPPING", "await a", "QUIT a", "KILL a"), other.took());
    }

    @Test
    void stoppedWhileBeingSpawnedItIsSignalledWhenItShowsUp() {
        Scene scene = new Scene("g:a:1:respawn:a\n");
        scene.tell("g", "1");
        scene.tell("g", "stop");
        assertEquals(
                List.of("g STARTING", "spawn a at 1", "g STOPPING", "await a"), scene.took(), "nothing to signal yet");
        scene.spawned("a");
        assertEquals(List.of("INT a"), scene.took());
        scene.gone("a");
        assertEquals(GroupState.DONE, scene.state("g"));
    }

    @Test
    void stoppedWhileASpawnFailsItIsGone() {
        Scene scene = new Scene("g:a:1:respawn:a\n");
        scene.tell("g", "1");
        scene.tell("g", "stop");
        scene.spawnFails("a");
        assertEquals(GroupState.STOPPING, scene.state("g"));
        scene.gone("a");
        assertEquals(GroupState.DONE, scene.state("g"));
    }

    @Test
    void stoppedWhileItsStartHangsItIsBlockedAfterTheTimeOfTheLadder() {
        Scene scene = new Scene("g:a:1:respawn/dir=/mnt/a,env-file=/mnt/b:a\n");
        scene.tell("g", "1");
        scene.passes(Duration.ofHours(1));
        assertEquals(ProcessState.SETUP, scene.processState("g", "a"), "a start may take its time");
        scene.tell("g", "stop");
        scene.took();
        scene.passes(Duration.ofMillis(19_999));
        assertEquals(ProcessState.STOPPING, scene.processState("g", "a"));
        scene.passes(Duration.ofMillis(1));
        assertEquals(ProcessState.BLOCKED, scene.processState("g", "a"));
        assertEquals(
                "blocked: its start does not come to an end (its dir /mnt/a or env-file /mnt/b may not answer)",
                scene.process("g", "a").note());
        scene.passes(Duration.ofMinutes(1));
        assertEquals(List.of(), scene.took(), "there is nobody to signal, and nothing may be taken for gone");
        assertEquals(GroupState.STOPPING, scene.state("g"));
    }

    @Test
    void aBlockedStartThatComesAfterAllIsStoppedFromTheFirstStepOn() {
        Scene scene = blockedStart();
        scene.spawned("a");
        assertEquals(List.of("INT a"), scene.took());
        assertEquals(ProcessState.STOPPING, scene.processState("g", "a"));
        assertEquals("", scene.process("g", "a").note());
        scene.passes(Duration.ofSeconds(15));
        assertEquals(List.of("TERM a", "KILL a"), scene.took());
        scene.passes(Duration.ofSeconds(5));
        assertEquals(ProcessState.BLOCKED, scene.processState("g", "a"));
        assertTrue(scene.process("g", "a").note().startsWith("blocked: does not end after 20 s and SIGKILL"));
        assertEquals(List.of("KILL a"), scene.took());
        scene.gone("a");
        assertEquals(GroupState.DONE, scene.state("g"));
    }

    @Test
    void aBlockedStartThatFailsAfterAllIsGone() {
        Scene scene = blockedStart();
        scene.spawnFails("a");
        assertEquals(GroupState.STOPPING, scene.state("g"));
        assertEquals(
                "could not be started: no such user", scene.process("g", "a").note());
        scene.gone("a");
        assertEquals(List.of("g DUMPING", "g STARTING", "g CHECKING", "g DONE"), scene.took());
        assertEquals(ProcessState.CONFIGURED, scene.processState("g", "a"));
    }

    @Test
    void aWaitWhoseStartHangsIsPassedOverAndEndedWhenItComesAfterAll() {
        Scene scene = new Scene("g:a:1:wait/timeout=5s:a\ng:b:1:once:b\n");
        scene.tell("g", "1");
        scene.took();
        scene.passes(Duration.ofMillis(14_999));
        assertEquals(List.of(), scene.took(), "with many others it may have to wait for its turn");
        scene.passes(Duration.ofMillis(1));
        assertEquals(List.of("await a", "spawn b at 1"), scene.took());
        assertEquals(ProcessState.BLOCKED, scene.processState("g", "a"));
        scene.spawned("b");
        assertEquals(GroupState.DONE, scene.state("g"));
        scene.took();
        scene.spawned("a");
        assertEquals(List.of("INT a"), scene.took());
        assertEquals(ProcessState.EXPIRING, scene.processState("g", "a"));
        scene.gone("a");
        assertEquals(ProcessState.DONE, scene.processState("g", "a"));
        assertEquals("timed out after 5 s", scene.process("g", "a").note());
    }

    @Test
    void aTestWhoseStartHangsFailsAndKeepsItsGroupUntilItIsAnswered() {
        Scene scene = new Scene("g:a:test:test/timeout=5s:a\n");
        scene.tell("g", "test");
        scene.passes(Duration.ofSeconds(15));
        assertEquals(GroupState.FAILED, scene.state("g"));
        scene.tell("g", "stop");
        scene.took();
        scene.passes(Duration.ofHours(1));
        assertEquals(ProcessState.BLOCKED, scene.processState("g", "a"));
        assertEquals(GroupState.STOPPING, scene.state("g"));
        scene.spawned("a");
        assertEquals(List.of("INT a"), scene.took());
        scene.gone("a");
        assertEquals(GroupState.DONE, scene.state("g"));
    }

    @Test
    void theTimeThatAWaitMayRunBeginsWhenItRuns() {
        Scene scene = new Scene("g:a:1:wait/timeout=20s:a\n");
        scene.tell("g", "1");
        scene.passes(Duration.ofSeconds(25));
        scene.spawned("a");
        scene.passes(Duration.ofMillis(19_999));
        assertEquals(ProcessState.RUNNING, scene.processState("g", "a"));
        scene.passes(Duration.ofMillis(1));
        assertEquals(ProcessState.EXPIRING, scene.processState("g", "a"));
    }

    @Test
    void whatHasEndedIsOnlySignalledWhenSomethingOfItLives() {
        Scene scene = new Scene("g:a:1:wait:a\n");
        scene.tell("g", "1");
        scene.runs("a", 0);
        scene.took();
        scene.tell("g", "stop");
        assertEquals(List.of("g STOPPING", "await a"), scene.took());
        scene.passes(Duration.ofMillis(50));
        assertEquals(List.of("INT a"), scene.took());
    }

    @Test
    void aWaitThatTakesTooLongIsEndedAndTheStartGoesOn() {
        Scene scene = new Scene("g:a:1:wait/timeout=10s:a\ng:b:1:once:b\n");
        scene.tell("g", "1");
        scene.spawned("a");
        scene.took();
        scene.passes(Duration.ofSeconds(10));
        assertEquals(List.of("await a", "INT a"), scene.took());
        assertEquals(ProcessState.EXPIRING, scene.processState("g", "a"));
        scene.exits("a", 130);
        scene.gone("a");
        assertEquals(List.of("spawn b at 1"), scene.took());
        assertEquals("timed out after 10 s", scene.process("g", "a").note());
    }

    @Test
    void aTestThatTakesTooLongFails() {
        Scene scene = new Scene("g:a:test:test/timeout=500ms:a\n");
        scene.tell("g", "test");
        scene.spawned("a");
        scene.passes(Duration.ofMillis(500));
        scene.exits("a", 0);
        scene.gone("a");
        assertEquals(GroupState.FAILED, scene.state("g"));
        assertEquals("timed out after 0.5 s", scene.process("g", "a").note());
    }

    @Test
    void eventsOfAnEarlierRunMeanNothing() {
        Scene scene = running("g:a:1:respawn:a\n");
        RunId first = scene.run("a");
        scene.passes(Duration.ofSeconds(2));
        scene.exits("a", 1);
        scene.spawned("a");
        scene.took();
        scene.event(new InitEvent.Exited(first, 1, false));
        scene.event(new InitEvent.Gone(first));
        assertEquals(List.of(), scene.took());
        assertEquals(ProcessState.RUNBG, scene.processState("g", "a"));
    }

    private static Scene blockedStart() {
        Scene scene = new Scene("g:a:1:respawn:a\n");
        scene.tell("g", "1");
        scene.tell("g", "stop");
        scene.passes(Duration.ofSeconds(20));
        assertEquals(ProcessState.BLOCKED, scene.processState("g", "a"));
        scene.took();
        return scene;
    }

    private static Scene running(String cltab) {
        Scene scene = new Scene(cltab);
        scene.tell("g", "1");
        scene.spawned("a");
        scene.took();
        return scene;
    }
}
