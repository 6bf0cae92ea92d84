package org.mosha.node;

import java.util.Optional;
import org.mosha.decide.ClaimStep;
import org.mosha.decide.Decision;
import org.mosha.decide.Memory;
import org.mosha.decide.Plan;
import org.mosha.model.NodeId;

/** Tells whether thinking again would come to the same result, as long as nothing happens. */
final class Stillness {
    private Stillness() {}

    /**
     * Whether nothing in a plan hangs on time: no other node is there whose silence would count, and no decision acts,
     * waits for its turn, or is to be tried again.
     */
    static boolean of(NodeId self, EngineView view, Memory before, Plan plan) {
        boolean alone = view.nodes().keySet().stream().allMatch(self::equals)
                && view.claims().values().stream().allMatch(EngineView.ClaimSeen::ours);
        Memory after = plan.after();
        return alone
                && after.quorum().shrinking().isEmpty()
                && after.openSince().isEmpty()
                && after.backOffUntil().isEmpty()
                && after.cycleTime().equals(before.cycleTime())
                && plan.groups().values().stream().map(Plan.GroupPlan::decision).allMatch(Stillness::rests);
    }

    private static boolean rests(Decision decision) {
        return decision.tell().isEmpty()
                && decision.claim() == ClaimStep.KEEP
                && decision.lookAgain().equals(Optional.empty());
    }
}
