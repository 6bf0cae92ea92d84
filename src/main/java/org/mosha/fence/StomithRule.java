package org.mosha.fence;

import java.time.Duration;
import java.util.Objects;

/**
 * When a node is shot.
 *
 * @param timeout how old its status may become
 * @param grace how long this node's daemon only looks on after its start
 */
public record StomithRule(Duration timeout, Duration grace) {
    /** The original's grace. */
    public static final Duration GRACE = Duration.ofSeconds(120);

    /** Refuses nulls. */
    public StomithRule {
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(grace, "grace");
    }
}
