package org.mosha.decide;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.mosha.cluster.Holding;
import org.mosha.cluster.Takeover;
import org.mosha.model.GroupStatus;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;

/**
 * The decision about one group: the first rule that holds, in the order of {@link Rule}. Where this is not the
 * original's decision, {@link Quirk} says so.
 *
 * <p>Whoever carries a decision out gets the claim first when it says so, and tells the local init only then. So a
 * decision may count on the claim for what it tells, and a lost race for it ends in CONFLICT, CLAIM_LOST or a wait.
 */
public final class Decider {
    private static final List<Rule> ORDER = List.of(Rule.values());

    private static final int NAMED_NODES = 3;

    private Decider() {}

    /**
     * Decides.
     *
     * @param facts the facts of one group
     * @return the decision of the first rule that holds
     */
    public static Decision decide(Facts facts) {
        for (Rule rule : ORDER) {
            Optional<Outcome> outcome = apply(rule, facts);
            if (outcome.isPresent()) {
                return outcome.get().of(facts, rule);
            }
        }
        throw new IllegalStateException("no rule holds for " + facts);
    }

    private static Optional<Outcome> apply(Rule rule, Facts facts) {
        Metrics m = facts.metrics();
        boolean holds = switch (rule) {
            case NOT_QUORATE -> m.islocal() && facts.node().quorumLoss().isPresent();
            case STANDBY -> m.islocal() && facts.node().standby();
            case DELETED -> m.deleted();
            case CONFLICT -> m.inconflict();
            case CLAIM_LOST -> m.islocal() && facts.holding() instanceof Holding.Others;
            case PASSED -> m.passed();
            case FAILED -> m.failed() || Quirk.WANTED_LEVEL_FAILED.holds(facts);
            case PLANNED -> m.planned();
            case NEEDPLAN -> m.needplan();
            case INTRANSITION -> m.intransition();
            case CHLEVEL -> m.chlevel();
            case NONE -> true;
        };
        return holds ? Optional.of(outcome(rule, facts)) : Optional.empty();
    }

    private static Outcome outcome(Rule rule, Facts facts) {
        return switch (rule) {
            case NOT_QUORATE ->
                stop(facts, Pace.MEAN_WITH_5, facts.node().quorumLoss().orElse(""));
            case STANDBY -> stop(facts, Pace.MEAN_WITH_5, "this node is in standby");
            case DELETED -> stop(facts, Pace.MEAN_WITH_5, "hactl does not have it");
            case CONFLICT -> conflict(facts);
            case CLAIM_LOST -> stop(facts, Pace.BACKOFF, claimed(facts));
            case PASSED -> passed(facts);
            case FAILED -> Outcome.tell(Runlevel.STOP, Pace.MEAN_WITH_5, failure(facts));
            case PLANNED -> planned(facts);
            case NEEDPLAN -> NeedPlan.outcome(facts);
            case INTRANSITION ->
                Outcome.nothing(Pace.MEAN_WITH_5, "on its way here: " + place(facts) + obstacle(facts));
            case CHLEVEL ->
                Outcome.tell(level(facts), Pace.MEAN_WITH_5, "at " + place(facts) + ", wanted is " + level(facts));
            case NONE -> Outcome.nothing(Pace.MEAN_WITH_NODES, rest(facts));
        };
    }

    /** A stop that is not told again to a group that is at level stop already. */
    private static Outcome stop(Facts facts, Pace pace, String why) {
        return facts.isAt(Runlevel.STOP)
                ? Outcome.nothing(Pace.MEAN_WITH_5, "stopping: " + why + obstacle(facts))
                : Outcome.tell(Runlevel.STOP, pace, why);
    }

    private static Outcome conflict(Facts facts) {
        String there = nodes(facts.others());
        if (!Quirk.CLAIM_SETTLES_CONFLICT.holds(facts)) {
            return stop(facts, Pace.BACKOFF, "contested: also on " + there);
        }
        if (facts.wants(Runlevel.STOP) && !facts.isAt(Runlevel.STOP)) {
            return Outcome.tell(Runlevel.STOP, Pace.MEAN_WITH_5, "wanted level is stop");
        }
        if (facts.metrics().failed() || Quirk.WANTED_LEVEL_FAILED.holds(facts)) {
            return Outcome.tell(Runlevel.STOP, Pace.MEAN_WITH_5, failure(facts));
        }
        return Outcome.nothing(Pace.MEAN_WITH_5, "this node has the claim: waiting until it is gone from " + there);
    }

    private static Outcome passed(Facts facts) {
        return Quirk.PHASE_IS_WANTED.holds(facts)
                ? Outcome.nothing(Pace.MEAN_WITH_NODES, settled(facts))
                : Outcome.tell(level(facts), Pace.MEAN_WITH_5, "its test passed here");
    }

    private static Outcome planned(Facts facts) {
        if (Quirk.PLANNED_BUT_STOP_WANTED.holds(facts)) {
            return Outcome.tell(Runlevel.STOP, Pace.MEAN_WITH_5, "wanted level is stop");
        }
        return Quirk.PHASE_IS_WANTED.holds(facts)
                ? Outcome.nothing(Pace.MEAN_WITH_NODES, settled(facts))
                : Outcome.tell(Runlevel.TEST, Pace.MEAN_WITH_5, "planned here: testing whether this node can run it");
    }

    private static String rest(Facts facts) {
        if (facts.local().isPresent()) {
            return settled(facts);
        }
        if (!facts.others().isEmpty()) {
            String there = nodes(facts.others());
            return facts.isEmpty()
                    ? "on " + there + ", but " + Observation.NOT_IN_CLTAB
                    : "runs on " + there + doubt(facts);
        }
        return facts.wanted().isPresent() ? "wanted level is stop" : "hactl does not have it";
    }

    /** What is settled without entries has stopped what it had. */
    private static String settled(Facts facts) {
        return facts.isEmpty()
                ? "nothing runs here at " + place(facts) + ": " + Observation.NOT_IN_CLTAB
                : "runs here: " + place(facts);
    }

    /** Why a group that seems to run is not taken, when who has it is not known to be alive. */
    private static String doubt(Facts facts) {
        return facts.holding() instanceof Holding.Others others && others.verdict() != Takeover.Verdict.OWNER_LIVE
                ? "; " + NeedPlan.claimedBy(others)
                : "";
    }

    private static String failure(Facts facts) {
        return facts.isAt(Runlevel.TEST) ? "its test failed here" : "a test of level " + level(facts) + " failed here";
    }

    private static String claimed(Facts facts) {
        return facts.holding() instanceof Holding.Others others ? NeedPlan.claimedBy(others) : "";
    }

    private static Runlevel level(Facts facts) {
        return facts.wanted().orElse(Runlevel.STOP);
    }

    private static String place(Facts facts) {
        return facts.local().map(Decider::place).orElse("nowhere");
    }

    private static String place(GroupStatus status) {
        return status.level() + " " + status.state();
    }

    private static String obstacle(Facts facts) {
        return facts.obstacle().map(o -> "; " + o).orElse("");
    }

    /** Names the first nodes with what they say: "node 2 (start DONE), node 3 (stop STOPPING) and 4 more". */
    private static String nodes(SortedMap<NodeId, GroupStatus> nodes) {
        String named = nodes.entrySet().stream()
                .limit(NAMED_NODES)
                .map(e -> "node " + e.getKey() + " (" + place(e.getValue()) + ")")
                .collect(Collectors.joining(", "));
        return nodes.size() > NAMED_NODES ? named + " and " + (nodes.size() - NAMED_NODES) + " more" : named;
    }
}
