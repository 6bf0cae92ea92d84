package org.mosha.decide;

import java.time.Duration;
import java.util.Objects;
import org.mosha.fence.StomithRule;
import org.mosha.model.FencingPolicy;
import org.mosha.model.PlacementMethod;

/**
 * The settings that decide.
 *
 * @param fencing what has to be proven before a dead node's claims may be taken
 * @param stomith when a node is shot
 * @param placement how a node is chosen
 * @param balance with placement by chance, how many nodes shall plan at once, on average
 * @param step with placement by rank, how long each rank waits for the better ones
 * @param testMark for how long a node ranks last for a group after its test failed there for the first time
 */
public record PlanSettings(
        FencingPolicy fencing,
        StomithRule stomith,
        PlacementMethod placement,
        double balance,
        Duration step,
        Duration testMark) {
    /** Refuses nulls. */
    public PlanSettings {
        Objects.requireNonNull(fencing, "fencing");
        Objects.requireNonNull(stomith, "stomith");
        Objects.requireNonNull(placement, "placement");
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(testMark, "testMark");
    }
}
