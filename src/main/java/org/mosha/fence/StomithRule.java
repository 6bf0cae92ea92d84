package org.mosha.fence;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * When a node is shot.
 *
 * @param timeout how old its status may become
 * @param grace how long this node's daemon only looks on after its start
 * @param step where groups wait for the shot: how long the survivors wait one for the other before they shoot a node
 *     that holds claims and is lost; empty where nobody is shot before the time-out
 */
public record StomithRule(Duration timeout, Duration grace, Optional<Duration> step) {
    /** The original's grace. */
    public static final Duration GRACE = Duration.ofSeconds(120);

    /** Refuses nulls. */
    public StomithRule {
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(grace, "grace");
        Objects.requireNonNull(step, "step");
    }
}
