package org.mosha.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mosha.cluster.Altered.aged;
import static org.mosha.decide.Observations.FIRST;
import static org.mosha.decide.Observations.LATER;
import static org.mosha.decide.Observations.MINUTE;
import static org.mosha.decide.Observations.ONE;
import static org.mosha.decide.Observations.STEP;
import static org.mosha.decide.Observations.THREE;
import static org.mosha.decide.Observations.TWO;
import static org.mosha.decide.Observations.WEB;
import static org.mosha.decide.Observations.big;
import static org.mosha.decide.Observations.cluster;
import static org.mosha.decide.Observations.fixture;
import static org.mosha.decide.Observations.later;
import static org.mosha.decide.Observations.says;
import static org.mosha.decide.Observations.silent;
import static org.mosha.decide.Observations.waiting;
import static org.mosha.decide.Observations.with;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mosha.cluster.Claim;
import org.mosha.cluster.Member;
import org.mosha.cluster.Quorum;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;

class PlannerTest {
    @Test
    void theFixtureIsPlannedAsTheOriginalScansItFromEachNode() {
        Plan one = Planner.plan(fixture(ONE));
        assertEquals(List.of(ONE, TWO, THREE), one.nodes());
        assertTrue(one.quorum().quorate());
        assertEquals(3, one.quorum().visible());
        assertEquals(List.of(TWO), one.stomith());
        assertEquals(
                Map.of(
                        "bad", "FAILED stop",
                        "bar", "CONFLICT stop",
                        "baz", "NONE",
                        "del", "DELETED stop",
                        "foo", "NONE",
                        "new", "NEEDPLAN plan",
                        "pln", "PLANNED test"),
                told(one));
        Map<String, String> two = told(Planner.plan(fixture(TWO)));
        assertEquals("CONFLICT", two.get("bar"));
        assertEquals("PASSED start", two.get("baz"));
        assertEquals("NONE", two.get("foo"));
        Map<String, String> three = told(Planner.plan(fixture(THREE)));
        assertEquals("NONE", three.get("bar"));
        assertEquals("NEEDPLAN plan", three.get("new"));
    }

    @Test
    void aFreeGroupIsPlannedByOneNodeAtOnceAndByTheOthersInTheirTurn() {
        int planning = 0;
        for (NodeId self : List.of(ONE, TWO, THREE)) {
            Observation seen = cluster(self, Duration.ZERO, "web start");
            Plan plan = Planner.plan(seen);
            boolean plans = plan.groups().get(WEB).tell().isPresent();
            planning += plans ? 1 : 0;
            if (!plans) {
                assertTrue(plan.longestWait().compareTo(STEP.multipliedBy(2)) <= 0);
                Plan next = plan;
                // its rank's turn comes, and then it is waited for the best node to be heard
                for (int i = 0; i < 15 && next.groups().get(WEB).tell().isEmpty(); i++) {
                    seen = later(seen, next, next.longestWait());
                    next = Planner.plan(seen);
                }
                assertEquals(Optional.of(Runlevel.PLAN), next.groups().get(WEB).tell());
            }
        }
        assertEquals(1, planning);
    }

    @Test
    void theOthersWaitUntilTheBestNodeWasHeardSinceTheGroupIsFree() {
        for (Duration silence : List.of(Duration.ZERO, Duration.ofSeconds(30))) {
            Observation seen = cluster(TWO, Duration.ZERO, "web start prefer=1");
            List<Member> members = new ArrayList<>(seen.members());
            members.replaceAll(m -> m.id().equals(ONE) ? aged(m, silence, Duration.ofMinutes(1)) : m);
            seen = with(seen, members, seen.claims());
            Plan plan = Planner.plan(later(seen, Planner.plan(seen), STEP.multipliedBy(2)));
            assertEquals(
                    silence.isZero() ? Optional.of(Runlevel.PLAN) : Optional.empty(),
                    plan.groups().get(WEB).tell());
        }
    }

    @Test
    void thePreferredNodePlansAtOnce() {
        for (NodeId self : List.of(ONE, TWO, THREE)) {
            Observation seen = cluster(self, Duration.ZERO, "web start");
            Observation prefers = with(seen, Map.of(WEB, List.of(THREE)), Map.of());
            assertEquals(
                    self.equals(THREE),
                    Planner.plan(prefers).groups().get(WEB).tell().isPresent());
        }
    }

    @Test
    void theTurnsOfAGroupThatCannotBeRunHereYetBeginWhenItCan() {
        Observation free = cluster(waiting(), Duration.ZERO, "web start");
        Observation unknown = with(free, Map.of(), Map.of(WEB, "cltab does not have it"));
        Plan blocked = Planner.plan(unknown);
        assertEquals("cltab does not have it", blocked.groups().get(WEB).why());
        Plan known = Planner.plan(later(free, blocked, MINUTE));
        assertEquals(Optional.empty(), known.groups().get(WEB).tell());
    }

    @Test
    void aGroupThatWasTakenInBetweenStartsItsTurnsAnew() {
        Observation free = cluster(waiting(), Duration.ZERO, "web start");
        Plan first = Planner.plan(free);
        assertEquals(Map.of(WEB, Duration.ZERO), first.after().openSince());
        Observation taken = with(later(free, first, STEP), says(free, TWO, "web plan STARTING"), List.of());
        assertEquals(Map.of(), Planner.plan(taken).after().openSince());
    }

    @Test
    void aFailedTestIsStoppedRememberedAndLeftToOthersUntilTheMarkExpires() {
        Observation seen = says(cluster(ONE, LATER, "web start"), ONE, "web test FAILED", "exit code 1");
        Plan plan = Planner.plan(seen);
        assertEquals("FAILED stop", told(plan).get("web"));
        TestMark mark = plan.after().marks().mark(WEB, ONE).orElseThrow();
        assertEquals(new TestMark(LATER, LATER.plus(MINUTE), 1, "exit code 1"), mark);

        Observation alone = cluster(ONE, LATER.plusSeconds(12), "web start");
        List<Member> others = new ArrayList<>(alone.members());
        others.replaceAll(m -> m.withStandby(!m.id().equals(ONE)));
        Observation held = with(alone, others, List.of(), plan.after());
        Plan waits = Planner.plan(held);
        assertEquals(
                "its test failed here 12 s ago: exit code 1, next try in 48 s",
                waits.groups().get(WEB).why());
        Plan again = Planner.plan(later(held, waits, Duration.ofSeconds(48)));
        assertEquals(Optional.of(Runlevel.PLAN), again.groups().get(WEB).tell());
    }

    @Test
    void oneFailureThatIsSeenInManyCyclesIsOneFailure() {
        Observation seen = says(cluster(ONE, LATER, "web start"), ONE, "web test FAILED", "");
        Plan plan = Planner.plan(seen);
        Plan next = Planner.plan(later(seen, plan, STEP));
        assertEquals(1, next.after().marks().mark(WEB, ONE).orElseThrow().failures());
    }

    @Test
    void aFailureOnAnotherNodeIsRememberedTooAndForgivenWhenTheGroupRuns() {
        Observation base = cluster(ONE, LATER, "web start");
        Plan plan = Planner.plan(with(base, says(base, TWO, "web test FAILED"), List.of()));
        assertEquals(1, plan.after().marks().mark(WEB, TWO).orElseThrow().failures());
        Observation runs = with(base, says(base, THREE, "web start DONE"), List.of(), plan.after());
        assertEquals(TestMarks.none(), Planner.plan(runs).after().marks());
    }

    @Test
    void aConflictIsStoppedAndBackedOff() {
        Observation base = says(cluster(ONE, LATER, "web start"), ONE, "web start DONE", "");
        Plan plan = Planner.plan(with(base, says(base, TWO, "web start DONE"), List.of()));
        assertEquals("CONFLICT stop", told(plan).get("web"));
        Duration until = plan.after().backOffUntil().get(WEB);
        assertTrue(until.compareTo(LATER) > 0 && until.compareTo(LATER.plusSeconds(10)) <= 0);

        Observation alone = cluster(ONE, LATER, "web start");
        Plan waits = Planner.plan(with(alone, alone.members(), List.of(), plan.after()));
        assertEquals(Optional.empty(), waits.groups().get(WEB).tell());
        assertTrue(waits.groups().get(WEB).why().startsWith("backs off after a conflict, next try in "));
    }

    @Test
    void aDeadNodesGroupIsTakenOverOnlyOnceItsLeaseIsOver() {
        Observation base = cluster(ONE, LATER, "web start");
        List<Claim> claims = List.of(new Claim(WEB, TWO, "b", 3));
        List<Member> runs = says(base, TWO, "web start DONE");
        Map<Member.Session, String> expected = Map.of(
                Member.Session.LIVE, "NONE",
                Member.Session.UNKNOWN, "NONE",
                Member.Session.EXPIRED, "NONE",
                Member.Session.OVER, "NEEDPLAN");
        expected.forEach((session, rule) -> {
            List<Member> members = List.of(runs.get(0), runs.get(1).withSession(session));
            Plan plan = Planner.plan(with(base, members, claims));
            assertEquals(rule, plan.groups().get(WEB).rule().name(), session.toString());
            assertEquals(
                    session == Member.Session.OVER ? ClaimStep.TAKE : ClaimStep.KEEP,
                    plan.groups().get(WEB).decision().claim());
        });
    }

    @Test
    void withoutQuorumEverythingHereStopsAndNothingIsPlanned() {
        Observation base = says(cluster(ONE, LATER, "web start", "db start"), ONE, "web start DONE", "");
        Memory five = FIRST.withQuorum(new Quorum(0.6, 5));
        Plan plan = Planner.plan(with(base, base.members().subList(0, 1), List.of(), five));
        assertEquals(Map.of("web", "NOT_QUORATE stop", "db", "NEEDPLAN"), told(plan));
        assertEquals("no quorum: nodes seen 1, needed 3", plan.groups().get(WEB).why());
        assertEquals(new Quorum(0.6, 5), plan.after().quorum());
        assertEquals(Map.of(), plan.after().openSince());
    }

    @Test
    void nodesThatAreSeenToGoOneAfterTheOtherAreMissedTogether() {
        Observation base = says(cluster(ONE, LATER, "web start"), ONE, "web start DONE", "");
        Memory three = FIRST.withQuorum(new Quorum(0.5, 3));
        Plan two = Planner.plan(with(base, base.members().subList(0, 2), List.of(), three));
        assertTrue(two.quorum().quorate());
        Plan one = Planner.plan(with(base, base.members().subList(0, 1), List.of(), two.after()));
        assertEquals(Map.of("web", "NOT_QUORATE stop"), told(one));
    }

    @Test
    void aNodeWhoseOwnSessionHasExpiredStopsEverything() {
        Observation base = says(cluster(ONE, LATER, "web start"), ONE, "web start DONE", "");
        List<Member> members = new ArrayList<>(base.members());
        members.set(0, members.get(0).withSession(Member.Session.EXPIRED));
        Plan plan = Planner.plan(with(base, members, List.of()));
        assertEquals("NOT_QUORATE stop", told(plan).get("web"));
        assertEquals("this node's session has expired", plan.groups().get(WEB).why());
    }

    @Test
    void theSameObservationGivesTheSamePlan() {
        Observation seen = fixture(ONE);
        assertEquals(Planner.plan(seen).groups(), Planner.plan(seen).groups());
        assertEquals(Planner.plan(seen).after(), Planner.plan(seen).after());
    }

    @Test
    void theCycleTimeIsSmoothedByEachGroupAsTheOriginalDoesIt() {
        Observation base = says(cluster(ONE, LATER, "web start", "db stop"), ONE, "web start DONE", "");
        assertEquals(
                Duration.ofMillis(2500),
                Planner.plan(base).after().cycleTime().current(),
                "1 s, then twice the mean with 3 nodes");
    }

    @Test
    void aBigClusterIsPlannedWithEveryGroupInIt() {
        Observation seen = big(50, 2000);
        Plan plan = Planner.plan(seen);
        assertEquals(2000, plan.groups().size());
        assertTrue(plan.decisions().stream().allMatch(d -> d.rule() == Rule.NONE));
        Plan cold = Planner.plan(with(seen, silent(seen), List.of()));
        assertEquals(
                2000 / 50,
                cold.decisions().stream().filter(d -> d.tell().isPresent()).count());
    }

    /** Group, then rule and what is told. */
    private static Map<String, String> told(Plan plan) {
        Map<String, String> told = new TreeMap<>();
        plan.groups()
                .forEach((name, group) -> told.put(
                        name.value(),
                        group.rule() + group.tell().map(l -> " " + l).orElse("")));
        return told;
    }
}
