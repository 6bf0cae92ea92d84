package org.mosha.node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.mosha.cluster.Holding;
import org.mosha.decide.ClaimStep;
import org.mosha.decide.Decision;
import org.mosha.decide.Plan;
import org.mosha.init.Effect;
import org.mosha.init.LocalInit;
import org.mosha.model.ClStat;
import org.mosha.model.GroupName;
import org.mosha.model.GroupState;
import org.mosha.model.GroupStatus;
import org.mosha.model.Runlevel;

/**
 * Carries plans out: claims are asked for, the local init is told levels, and claims of what is stopped are given back.
 * A group is told a level only in a later cycle, which sees that its claim has become this node's.
 */
final class Acting {
    private final LocalInit init;
    private final EffectRunner runner;
    private final ClusterEngine engine;
    private final OwnClaims ownClaims;
    private final Journal journal;
    private final Clocks clocks;

    Acting(
            LocalInit init,
            EffectRunner runner,
            ClusterEngine engine,
            OwnClaims ownClaims,
            Journal journal,
            Clocks clocks) {
        this.init = init;
        this.runner = runner;
        this.engine = engine;
        this.ownClaims = ownClaims;
        this.journal = journal;
        this.clocks = clocks;
    }

    /** Carries a plan out; tells whether that changed this node's own status. */
    boolean act(Plan plan, EngineView view) {
        ClStat before = init.status();
        Map<GroupName, Long> claims = new LinkedHashMap<>();
        for (Decision decision : plan.decisions()) {
            boolean stop = decision.tell().equals(Optional.of(Runlevel.STOP));
            if (decision.claim() == ClaimStep.TAKE) {
                claims.put(decision.group(), overEpoch(plan.view().holding(decision.group())));
            }
            if (decision.tell().isPresent() && (stop || decision.claim() != ClaimStep.TAKE)) {
                tell(decision);
            }
        }
        take(claims);
        giveBack(plan, view);
        return !init.status().equals(before);
    }

    private static long overEpoch(Holding holding) {
        return holding instanceof Holding.Takeable takeable ? takeable.claim().epoch() : 0;
    }

    private void take(Map<GroupName, Long> overEpochs) {
        if (!overEpochs.isEmpty()) {
            overEpochs.keySet().forEach(ownClaims::asked);
            engine.claimAll(overEpochs);
        }
    }

    private void tell(Decision decision) {
        Runlevel level = decision.tell().orElseThrow();
        List<Effect> effects = init.tell(decision.group(), level, decision.why(), clocks.nanos());
        if (!effects.isEmpty()) {
            journal.info(
                    decision.group() + ": " + decision.rule() + ", to level " + level + " (" + decision.why() + ")");
        }
        runner.run(effects);
    }

    /** Releases the claims of groups of which nothing lives here any more. */
    private void giveBack(Plan plan, EngineView view) {
        SortedMap<GroupName, GroupStatus> own = init.status().groups();
        view.claims().forEach((group, claim) -> {
            boolean idle = !own.containsKey(group) || !isActive(own.get(group));
            Plan.GroupPlan planned = plan.groups().get(group);
            boolean coming = planned != null
                    && planned.tell()
                            .filter(level -> !level.equals(Runlevel.STOP))
                            .isPresent();
            if (claim.ours() && idle && !coming) {
                ownClaims.givenBack(group, claim.epoch());
                engine.release(group, claim.epoch());
            }
        });
    }

    /** Whether anything of a group may live. */
    static boolean isActive(GroupStatus status) {
        boolean stopped = status.level().equals(Runlevel.STOP) && status.is(GroupState.DONE);
        return !stopped && !status.is(GroupState.CONFIGURED);
    }
}
