package org.mosha.node;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mosha.cluster.Claim;
import org.mosha.cluster.ClusterView;
import org.mosha.cluster.Holding;
import org.mosha.init.Effect;
import org.mosha.init.LocalInit;
import org.mosha.model.GroupName;

/**
 * What runs here of groups that another node has taken meanwhile: it is killed at once. By the lease there is no such
 * thing, unless this machine's clocks have stood still, as those of a paused virtual machine do: the lease then seems to go
 * on. To stop such a group in order would have it run twice for as long as its commands take to end. Used by the node's thread.
 */
final class Overtaken {
    private final LocalInit init;
    private final EffectRunner runner;
    private final Journal journal;
    private Set<GroupName> told = Set.of();

    Overtaken(LocalInit init, EffectRunner runner, Journal journal) {
        this.init = init;
        this.runner = runner;
        this.journal = journal;
    }

    /** Kills what there is of it; that it is not started again is for the decisions. */
    void kill(ClusterView view) {
        Set<GroupName> overtaken = new HashSet<>();
        init.status().groups().forEach((group, status) -> {
            Optional<Claim> taken = Acting.isActive(status) ? another(view.holding(group)) : Optional.empty();
            List<Effect> effects = taken.isPresent() ? init.kill(group) : List.of();
            if (!effects.isEmpty()) {
                overtaken.add(group);
                tell(taken.orElseThrow());
                runner.run(effects);
            }
        });
        told = overtaken;
    }

    /** The claim of another node; one that cannot be read names no life, and shows that nobody else can take the group. */
    private static Optional<Claim> another(Holding holding) {
        return holding instanceof Holding.Others others
                ? Optional.of(others.claim())
                        .filter(claim -> !claim.incarnation().isEmpty())
                : Optional.empty();
    }

    private void tell(Claim claim) {
        if (!told.contains(claim.group())) {
            journal.alert(
                    "node " + claim.node() + " has taken " + claim.group() + ": what still runs of it here is killed");
        }
    }
}
