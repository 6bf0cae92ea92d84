package org.mosha.node;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mosha.decide.Plan;
import org.mosha.decide.Rule;
import org.mosha.init.LocalInit;

/** Stops all groups for good, at the end of the daemon. Used by the node's thread. */
final class Halting {
    private final LocalInit init;
    private final EffectRunner runner;
    private final Journal journal;
    private final Clocks clocks;
    private Optional<String> cause = Optional.empty();

    Halting(LocalInit init, EffectRunner runner, Journal journal, Clocks clocks) {
        this.init = init;
        this.runner = runner;
        this.journal = journal;
        this.clocks = clocks;
    }

    /** Has all groups stop that do not yet; from now on none is started. */
    void halt(String why) {
        if (cause.isEmpty()) {
            cause = Optional.of(why);
            journal.info("halting all groups: " + why);
        }
        init.status().groups().forEach((name, status) -> runner.run(init.halt(name, why, clocks.nanos())));
    }

    /** Whether it has begun, so that nothing is decided any more. */
    boolean hasBegun() {
        return cause.isPresent();
    }

    /** Why a group is where it is, or is nowhere, as far as this node is concerned. */
    String reason(Plan.GroupPlan group) {
        return reason(cause, group);
    }

    /** What is decided once the end has begun is not done, and so is no reason. */
    static String reason(Optional<String> cause, Plan.GroupPlan group) {
        return cause.filter(why -> group.rule() != Rule.NONE)
                .map(why -> "this node's daemon ends: " + why)
                .orElse(group.why());
    }

    /** Whether nothing of any group lives any more. */
    boolean isDone() {
        return init.status().groups().values().stream().noneMatch(Acting::isActive);
    }

    /** How long it may take until what resists counts as blocked. */
    Duration bound() {
        return init.stopBound();
    }

    /** The groups that are not halted, for people. */
    String left() {
        return init.status().groups().entrySet().stream()
                .filter(e -> Acting.isActive(e.getValue()))
                .map(e -> e.getKey() + " (" + e.getValue().state() + ")")
                .collect(Collectors.joining(", "));
    }
}
