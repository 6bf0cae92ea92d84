package org.mosha.decide;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.mosha.model.GroupName;
import org.mosha.model.Runlevel;

/**
 * What is to be done about one group.
 *
 * @param group the group
 * @param rule the rule that held
 * @param tell the level that the local init is told; empty for none
 * @param claim what to do about the claim first
 * @param pace what happens to the cycle time
 * @param lookAgain when to look again at the latest; empty when only an event, or the cycle time, can change anything
 * @param why one line, written for an operator
 */
public record Decision(
        GroupName group,
        Rule rule,
        Optional<Runlevel> tell,
        ClaimStep claim,
        Pace pace,
        Optional<Duration> lookAgain,
        String why) {
    /** Refuses nulls. */
    public Decision {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(tell, "tell");
        Objects.requireNonNull(claim, "claim");
        Objects.requireNonNull(pace, "pace");
        Objects.requireNonNull(lookAgain, "lookAgain");
        Objects.requireNonNull(why, "why");
    }
}
