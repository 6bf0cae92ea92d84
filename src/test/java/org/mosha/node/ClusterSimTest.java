package org.mosha.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whole clusters on a virtual clock, with faults from a seed. A failure shows the seed and what happened last; the same
 * seed gives the same run. More seeds: {@code -Dsim.from=1000 -Dsim.seeds=5000}.
 */
class ClusterSimTest {
    private static final long FROM = Long.getLong("sim.from", 1);
    private static final long SEEDS = Long.getLong("sim.seeds", 200);

    /** There may be a run in which nothing is taken over, or given back. */
    private static final Set<SimRules.Rule> IN_EACH_RUN =
            EnumSet.complementOf(EnumSet.of(SimRules.Rule.PROOF, SimRules.Rule.GIVEN_BACK_IDLE));

    @BeforeAll
    static void theSimulatedDaemonsLogNothing() {
        Configurator.setLevel("mosha.node", Level.OFF);
    }

    @AfterAll
    static void logAgain() {
        Configurator.setLevel("mosha.node", (Level) null);
    }

    @Test
    void whateverFaultsComeNoRuleIsBrokenAndAfterwardsEveryGroupRunsOnce() {
        List<SimWorld.Result> results = LongStream.range(FROM, FROM + SEEDS)
                .parallel()
                .mapToObj(seed -> new SimWorld(SimPlan.small(seed)).run())
                .toList();
        Map<SimRules.Rule, Long> all = new EnumMap<>(SimRules.Rule.class);
        for (SimWorld.Result result : results) {
            IN_EACH_RUN.forEach(
                    rule -> assertNotEquals(0, result.evaluations().get(rule), rule + " was never evaluated"));
            result.evaluations().forEach((rule, times) -> all.merge(rule, times, Long::sum));
        }
        System.out.println("simulated " + results.size() + " clusters, "
                + (long) results.stream().mapToDouble(SimWorld.Result::seconds).sum() + " s, "
                + results.stream().mapToLong(SimWorld.Result::events).sum() + " events; evaluated " + all);
        all.forEach((rule, times) -> assertTrue(times > 0, rule + " was never evaluated"));
    }

    @Test
    void theSameSeedGivesTheSameTrace() {
        for (long seed : new long[] {3, 8}) {
            long hash = new SimWorld(SimPlan.small(seed)).run().hash();
            assertEquals(hash, new SimWorld(SimPlan.small(seed)).run().hash(), "seed " + seed);
            assertNotEquals(hash, new SimWorld(SimPlan.small(seed + 1000)).run().hash(), "seed " + seed);
        }
    }

    @Test
    void jumpsOfTheWallClockChangeNothing() {
        for (long seed : new long[] {2, 16}) {
            SimPlan plan = SimPlan.small(seed);
            assertEquals(
                    new SimWorld(plan).run().hash(),
                    new SimWorld(plan.withJumps(false)).run().hash(),
                    "seed " + seed);
        }
    }

    @Test
    void aHundredNodesAgree() {
        new SimWorld(SimPlan.large(1, 100, 20)).run();
    }

    @Test
    void aThousandGroupsRun() {
        new SimWorld(SimPlan.large(2, 3, 1000)).run();
    }

    @Test
    void aStoreThatGivesAClaimTwiceIsNoticed() {
        assertNoticed(SimPlan.Flaw.GENEROUS_STORE);
    }

    @Test
    void aGuardThatIgnoresTheLeaseIsNoticed() {
        assertNoticed(SimPlan.Flaw.LEASE_IGNORED);
    }

    @Test
    void aLoneNodeThatStandsStillAsOthersJoinIsWaitedFor() {
        LongStream.range(FROM, FROM + 40).parallel().forEach(seed -> new SimWorld(SimPlan.lone(seed)).run());
    }

    @Test
    void aLoneNodeThatCannotBeReadToBeOneIsNoticed() {
        assertNoticed(seed -> SimPlan.lone(seed).with(SimPlan.Flaw.SESSION_UNSAID));
    }

    @Test
    void whoeverComesAtAnyMomentOfALoneNodesStartWaitsForIt() {
        LongStream.range(FROM, FROM + SEEDS).parallel().forEach(seed -> new SimWorld(SimPlan.together(seed)).run());
    }

    @Test
    void aNodeThatBeginsWithALoneLeaseAndDoesNotSaySoIsNoticed() {
        assertNoticed(seed -> SimPlan.together(seed).with(SimPlan.Flaw.FIRST_SESSION_UNSAID));
    }

    @Test
    void aNodeThatWaitsForOthersBeforeItCanBeSeenIsNoticed() {
        assertNoticed(seed -> SimPlan.together(seed).with(SimPlan.Flaw.EARLY_LOOK));
    }

    private static void assertNoticed(SimPlan.Flaw flaw) {
        assertNoticed(seed -> SimPlan.small(seed).with(flaw));
    }

    private static void assertNoticed(LongFunction<SimPlan> plan) {
        AssertionError error = assertThrows(AssertionError.class, () -> {
            for (long seed = 1; seed <= 200; seed++) {
                new SimWorld(plan.apply(seed)).run();
            }
        });
        SimRules.Broken broken = assertInstanceOf(SimRules.Broken.class, error.getCause());
        assertEquals(SimRules.Rule.ONE_NODE, broken.rule());
    }
}
