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

    /** A step and a half: what a node has said so long after something happened, it has said after a look at it. */
    private static final int LOOKED_PERCENT = 150;

    /** For how many steps more a node that says nothing is waited for. */
    private static final int PATIENCE = 4;

    /**
     * Mosha's rule: the best-ranked node acts at once, each other one a step later than the one before it, and not
     * before the best one has had its chance: it was heard since it must have seen that the group is free. On a busy
     * machine that may take longer than the step; a node that says nothing is waited for some steps more at most.
     *
     * @param standing where this node stands
     * @param step the delay of one rank; longer than the time between two looks
     * @param open for how long the group has been free to be taken
     * @param silence how long ago the best node was heard last
     * @return due once it has been free for rank x step, and the best node had its chance
     */
    public static Turn byRank(Placement.Standing standing, Duration step, Duration open, Duration silence) {
        String better = standing.best().map(n -> "node " + n).orElse("no node");
        Duration left = standing.delay(step).minus(open);
        if (!left.isNegative() && !left.isZero()) {
            return new Turn(false, left, "waiting: " + better + " is better placed");
        }
        Duration looked = step.multipliedBy(LOOKED_PERCENT).dividedBy(100);
        boolean hadItsChance = silence.plus(looked).compareTo(open) <= 0;
        boolean late = left.plus(step.multipliedBy(PATIENCE)).isNegative();
        if (standing.rank() > 0 && !hadItsChance && !late) {
            return new Turn(false, step.dividedBy(2), "waiting: " + better + " is better placed");
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
