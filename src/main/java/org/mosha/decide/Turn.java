package org.mosha.decide;

import java.time.Duration;
import java.util.Objects;

/**
 * Whether it is this node's turn to plan a group that nobody has.
 *
 * @param due whether it may plan now
 * @param in how long it is to wait; zero when it is due, or when only chance decides
 * @param why one line
 */
public record Turn(boolean due, Duration in, String why) {
    /** The turn for a group that is not free to be taken: nobody's. */
    public static final Turn NOBODYS = new Turn(false, Duration.ZERO, "not free to be taken");

    /** Refuses nulls. */
    public Turn {
        Objects.requireNonNull(in, "in");
        Objects.requireNonNull(why, "why");
    }

    /**
     * Mosha's rule: the best-ranked node acts at once, each other one a step later than the one before it.
     *
     * @param standing where this node stands
     * @param step the delay of one rank
     * @param open for how long the group has been free to be taken
     * @return due once it has been free for rank x step
     */
    public static Turn byRank(Placement.Standing standing, Duration step, Duration open) {
        String better = standing.best().map(n -> "node " + n).orElse("no node");
        Duration left = standing.delay(step).minus(open);
        if (!left.isNegative() && !left.isZero()) {
            return new Turn(false, left, "waiting: " + better + " is better placed");
        }
        return standing.rank() == 0
                ? new Turn(true, Duration.ZERO, "nobody has it, and this node is best placed")
                : new Turn(true, Duration.ZERO, better + " is better placed, but has not taken it in time");
    }

    /**
     * The original's rule: chance lets through about {@code balance} of all nodes a cycle.
     *
     * @param draw a random number from 0 up to 1
     * @param nodes how many nodes are up
     * @param balance how many nodes shall plan at once, on average
     * @return due unless draw x nodes is more than balance
     */
    public static Turn byChance(double draw, int nodes, double balance) {
        return draw * nodes > balance
                ? new Turn(false, Duration.ZERO, "waiting: chance lets another node go first")
                : new Turn(true, Duration.ZERO, "nobody has it, and chance lets this node go first");
    }
}
