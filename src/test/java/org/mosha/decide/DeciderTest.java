package org.mosha.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mosha.decide.FactsBuilder.TWO;
import static org.mosha.decide.FactsBuilder.unwanted;
import static org.mosha.decide.FactsBuilder.wanted;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mosha.cluster.Takeover;
import org.mosha.model.GroupStatus;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;

class DeciderTest {
    @Test
    void withoutQuorumWhatIsHereStopsAndNothingIsPlanned() {
        assertDecision(wanted("start").local("start", "DONE").ours().noQuorum(), Rule.NOT_QUORATE, "stop");
        assertDecision(wanted("start").local("stop", "STOPPING").noQuorum(), Rule.NOT_QUORATE, null);
        assertDecision(wanted("start").noQuorum(), Rule.NEEDPLAN, null);
    }

    @Test
    void inStandbyWhatIsHereStopsAndNothingIsPlanned() {
        assertDecision(wanted("start").local("start", "STARTING").ours().standby(), Rule.STANDBY, "stop");
        assertDecision(wanted("start").standby(), Rule.NEEDPLAN, null);
        assertEquals(
                "this node is in standby", wanted("start").standby().decide().why());
    }

    @Test
    void withoutClaimsBothSidesOfAConflictStop() {
        FactsBuilder both = wanted("start").local("start", "DONE").remote("start", "DONE");
        assertDecision(both, Rule.CONFLICT, "stop");
        assertEquals(Pace.BACKOFF, both.decide().pace());
        assertEquals("contested: also on node 2 (start DONE)", both.decide().why());
    }

    @Test
    void theSideOfAConflictThatHasTheClaimStays() {
        FactsBuilder both = wanted("start").local("start", "DONE").remote("start", "DONE");
        assertDecision(both.ours(), Rule.CONFLICT, null);
        assertDecision(both.others(Takeover.Verdict.OWNER_LIVE), Rule.CONFLICT, "stop");
    }

    @Test
    void theSideThatStaysStillStopsWhenItMust() {
        assertDecision(
                wanted("stop").local("start", "DONE").remote("start", "DONE").ours(), Rule.CONFLICT, "stop");
        assertDecision(
                wanted("start").local("test", "FAILED").remote("plan", "DONE").ours(), Rule.CONFLICT, "stop");
        assertDecision(
                wanted("start").local("start", "FAILED").remote("plan", "DONE").ours(), Rule.CONFLICT, "stop");
        assertDecision(unwanted().local("start", "DONE").remote("start", "DONE").ours(), Rule.DELETED, "stop");
        assertDecision(
                wanted("stop").local("stop", "STOPPING").remote("start", "DONE").ours(), Rule.CONFLICT, null);
    }

    @Test
    void aNodeThatLostItsClaimStopsAndBacksOff() {
        FactsBuilder lost = wanted("start").local("plan", "DONE").others(Takeover.Verdict.OWNER_LIVE);
        assertDecision(lost, Rule.CLAIM_LOST, "stop");
        assertEquals(Pace.BACKOFF, lost.decide().pace());
        assertEquals("claimed by node 2, which is alive", lost.decide().why());
    }

    @Test
    void aClaimThatMayNotBeTakenKeepsAGroupFromBeingPlanned() {
        for (Takeover.Verdict verdict : Takeover.Verdict.values()) {
            if (!verdict.mayTake()) {
                FactsBuilder dead = wanted("start").others(verdict);
                assertDecision(dead, Rule.NEEDPLAN, null);
                assertEquals(
                        "claimed by node 2, " + verdict.reason(), dead.decide().why());
            }
        }
    }

    @Test
    void aClaimThatMayBeTakenIsTakenWithThePlan() {
        FactsBuilder dead = wanted("start").takeable("left by node 2, which is confirmed off");
        assertDecision(dead, Rule.NEEDPLAN, "plan");
        assertEquals(ClaimStep.TAKE, dead.decide().claim());
        assertEquals(
                "this node is best placed; its claim was left by node 2, which is confirmed off",
                dead.decide().why());
    }

    @Test
    void aGroupThatRunsHereWithoutAClaimTakesIt() {
        assertEquals(
                ClaimStep.TAKE, wanted("start").local("start", "DONE").decide().claim());
        assertEquals(
                ClaimStep.KEEP,
                wanted("start").local("start", "DONE").ours().decide().claim());
        assertEquals(
                ClaimStep.KEEP,
                wanted("start").local("stop", "STOPPING").decide().claim());
        assertEquals(
                ClaimStep.KEEP,
                wanted("start").local("start", "HALTING").decide().claim());
    }

    @Test
    void nothingIsPlannedWhileANodesStatusCannotBeRead() {
        FactsBuilder unknown = wanted("start").unreadable(TWO);
        assertDecision(unknown, Rule.NEEDPLAN, null);
        assertEquals(
                "possibly on node 2, whose status cannot be read",
                unknown.decide().why());
    }

    @Test
    void anObstacleIsTheReasonWhyAGroupIsNotPlanned() {
        FactsBuilder unknown = wanted("start").obstacle("the cltab does not have it");
        assertDecision(unknown, Rule.NEEDPLAN, null);
        assertEquals("the cltab does not have it", unknown.decide().why());
        assertEquals(
                "on its way here: stop STOPPING; pid 7 does not end",
                wanted("stop")
                        .local("stop", "STOPPING")
                        .obstacle("pid 7 does not end")
                        .decide()
                        .why());
    }

    @Test
    void waitsUntilAHoldEndsOrItsTurnComes() {
        FactsBuilder held = wanted("start").hold(Duration.ofSeconds(48), "its test failed here");
        assertDecision(held, Rule.NEEDPLAN, null);
        assertEquals(Optional.of(Duration.ofSeconds(48)), held.decide().lookAgain());
        FactsBuilder later = wanted("start").turn(new Turn(false, Duration.ofMillis(300), "waiting: node 3"));
        assertDecision(later, Rule.NEEDPLAN, null);
        assertEquals(Optional.of(Duration.ofMillis(300)), later.decide().lookAgain());
    }

    @Test
    void isContentWithAPhaseThatIsTheWantedLevel() {
        assertDecision(wanted("test").local("test", "PASSED"), Rule.PASSED, null);
        assertDecision(wanted("test").local("test", "DONE"), Rule.PASSED, null);
        assertDecision(wanted("plan").local("plan", "DONE"), Rule.PLANNED, null);
        assertDecision(wanted("test").local("plan", "DONE"), Rule.PLANNED, "test");
        assertDecision(wanted("test").local("test", "FAILED"), Rule.FAILED, "stop");
    }

    @Test
    void aLevelWithAFailedTestIsStoppedAndTheReasonNamesIt() {
        FactsBuilder failed = wanted("2").local("2", "FAILED").ours();
        assertDecision(failed, Rule.FAILED, "stop");
        assertEquals("a test of level 2 failed here", failed.decide().why());
    }

    @Test
    void levelZeroIsALevelAsAnyOther() {
        assertDecision(wanted("0").local("test", "PASSED"), Rule.PASSED, "0");
        assertDecision(wanted("0").local("start", "DONE"), Rule.CHLEVEL, "0");
        assertDecision(wanted("0"), Rule.NEEDPLAN, "plan");
    }

    @Test
    void saysWhereItRuns() {
        assertEquals(
                "runs on node 2 (start DONE)",
                wanted("start").remote("start", "DONE").decide().why());
        assertEquals("wanted level is stop", wanted("stop").decide().why());
        assertEquals("hactl does not have it", unwanted().decide().why());
        assertTrue(wanted("start").local("start", "DONE").decide().why().startsWith("runs here"));
    }

    @Test
    void saysThatNothingRunsWithoutEntries() {
        FactsBuilder emptied = wanted("start").local("start", "DONE").obstacle(Observation.NOT_IN_CLTAB);
        assertDecision(emptied, Rule.NONE, null);
        assertEquals(
                "nothing runs here at start DONE: cltab does not have it",
                emptied.decide().why());
    }

    @Test
    void namesOnlyTheFirstOfManyNodes() {
        SortedMap<NodeId, GroupStatus> many = new TreeMap<>();
        for (int n = 2; n <= 8; n++) {
            many.put(new NodeId(n), new GroupStatus(new Runlevel("start"), "DONE"));
        }
        assertEquals(
                "runs on node 2 (start DONE), node 3 (start DONE), node 4 (start DONE) and 4 more",
                wanted("start").instances(many).decide().why());
    }

    private static void assertDecision(FactsBuilder facts, Rule rule, String tell) {
        Decision decision = facts.decide();
        assertEquals(rule, decision.rule(), decision.toString());
        assertEquals(Optional.ofNullable(tell).map(Runlevel::new), decision.tell(), decision.toString());
    }
}
