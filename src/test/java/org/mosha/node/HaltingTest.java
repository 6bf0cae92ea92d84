package org.mosha.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mosha.decide.ClaimStep;
import org.mosha.decide.Decision;
import org.mosha.decide.Metrics;
import org.mosha.decide.Pace;
import org.mosha.decide.Plan;
import org.mosha.decide.Rule;
import org.mosha.model.GroupName;

class HaltingTest {
    private static final Optional<String> TERMINATED = Optional.of("SIGTERM");

    @Test
    void whatIsDecidedIsTheReasonUntilTheDaemonEnds() {
        assertEquals("nobody has it", Halting.reason(Optional.empty(), plan(Rule.NEEDPLAN, "nobody has it")));
    }

    @Test
    void theEndOfTheDaemonIsTheReasonForWhatIsDecidedAndNotDone() {
        assertEquals(
                "this node's daemon ends: SIGTERM", Halting.reason(TERMINATED, plan(Rule.NEEDPLAN, "nobody has it")));
    }

    @Test
    void whatThisNodeHasNothingToDoWithHasItsOwnReason() {
        assertEquals("runs on node 2", Halting.reason(TERMINATED, plan(Rule.NONE, "runs on node 2")));
    }

    private static Plan.GroupPlan plan(Rule rule, String why) {
        Metrics metrics = new Metrics(false, false, 0, false, false, false, false, false, false, true, false);
        Decision decision = new Decision(
                new GroupName("web"), rule, Optional.empty(), ClaimStep.KEEP, Pace.MEAN_WITH_10, Optional.empty(), why);
        return new Plan.GroupPlan(metrics, decision, Optional.empty());
    }
}
