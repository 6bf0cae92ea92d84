package org.mosha.decide;

import java.time.Duration;

/**
 * The longest wait between two cycles, smoothed as the original does it. Whatever happens wakes the cycle anyway, so
 * this is only how often a node looks without being told to; {@code max} keeps back-offs from adding up to minutes.
 *
 * @param current the cycle time; more than zero
 * @param max what it never exceeds
 */
public record CycleTime(Duration current, Duration max) {
    /** The most that one back-off adds. */
    public static final Duration BACKOFF = Duration.ofSeconds(10);

    /** Cuts the cycle time to the maximum; refuses times that are not more than zero. */
    public CycleTime {
        if (current.isZero() || current.isNegative() || max.isZero() || max.isNegative()) {
            throw new IllegalArgumentException("bad cycle time: expected more than zero");
        }
        current = current.compareTo(max) > 0 ? max : current;
    }

    /**
     * The cycle time after one decision.
     *
     * @param pace what the decision says
     * @param nodes how many nodes are up
     * @param draw a random number from 0 up to 1, for a back-off
     * @return the new cycle time
     */
    public CycleTime next(Pace pace, int nodes, double draw) {
        return new CycleTime(next(current, pace, nodes, draw), max);
    }

    /**
     * The original's smoothing, without a bound.
     *
     * @param current the cycle time
     * @param pace what the decision says
     * @param nodes how many nodes are up
     * @param draw a random number from 0 up to 1, for a back-off
     * @return the new cycle time
     */
    public static Duration next(Duration current, Pace pace, int nodes, double draw) {
        return switch (pace) {
            case MEAN_WITH_5 -> mean(current, 5);
            case MEAN_WITH_10 -> mean(current, 10);
            case MEAN_WITH_NODES -> mean(current, nodes);
            case BACKOFF -> current.plus(backOff(draw));
        };
    }

    /**
     * How long to stay away from what another node contests.
     *
     * @param draw a random number from 0 up to 1
     * @return 0 to 10 s
     */
    public static Duration backOff(double draw) {
        return Duration.ofNanos((long) (BACKOFF.toNanos() * draw));
    }

    private static Duration mean(Duration current, int seconds) {
        return current.plusSeconds(seconds).dividedBy(2);
    }
}
