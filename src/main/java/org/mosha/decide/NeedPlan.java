package org.mosha.decide;

import java.time.Duration;
import org.mosha.cluster.Holding;
import org.mosha.model.Runlevel;

/** The rule for a group that is wanted and that nobody has: what keeps this node from taking it, or that it may. */
final class NeedPlan {
    private NeedPlan() {}

    static Outcome outcome(Facts facts) {
        if (facts.node().quorumLoss().isPresent()) {
            return blocked(facts.node().quorumLoss().get());
        }
        if (facts.node().standby()) {
            return blocked("this node is in standby");
        }
        if (facts.obstacle().isPresent()) {
            return blocked(facts.obstacle().get());
        }
        if (facts.holding() instanceof Holding.Others others) {
            return blocked(claimedBy(others));
        }
        if (!facts.node().unreadable().isEmpty()) {
            return blocked("possibly on node " + facts.node().unreadable().get(0) + ", whose status cannot be read");
        }
        if (facts.hold().isPresent()) {
            return Outcome.wait(facts.hold().get().in(), facts.hold().get().why());
        }
        Turn turn = facts.turn();
        if (turn.due()) {
            return Outcome.tell(Runlevel.PLAN, Pace.MEAN_WITH_10, turn.why() + taken(facts.holding()));
        }
        return turn.in().isZero() ? blocked(turn.why()) : Outcome.wait(turn.in(), turn.why());
    }

    /** Whether nothing but placement keeps nodes from planning the group, so that the time of the turns runs. */
    static boolean isOpen(Facts.Self node, Holding holding) {
        return node.quorumLoss().isEmpty() && node.unreadable().isEmpty() && holding.canBeTaken();
    }

    static String claimedBy(Holding.Others others) {
        return "claimed by node " + others.claim().node() + ", "
                + others.verdict().reason();
    }

    private static Outcome blocked(String why) {
        return Outcome.nothing(Pace.MEAN_WITH_10, why);
    }

    private static String taken(Holding holding) {
        return holding instanceof Holding.Takeable takeable ? "; its claim was " + takeable.why() : "";
    }

    /** A hold that ends after some time. */
    static Facts.Hold backOff(Duration in) {
        return new Facts.Hold(in, "backs off after a conflict, next try in " + (in.toMillis() + 999) / 1000 + " s");
    }
}
