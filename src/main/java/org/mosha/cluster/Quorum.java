package org.mosha.cluster;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The quorum: are enough nodes seen to run Mosha? It is lost when fewer are seen than a part of those that are
 * remembered; otherwise as many are remembered as are seen. So a cluster may shrink step by step, but not at once.
 *
 * @param ratio the part of the remembered nodes that is needed; from 0 to 1
 * @param remembered how many nodes were seen when there was quorum last; 0 before the first time
 */
public record Quorum(double ratio, int remembered) {
    /** Refuses a ratio outside of 0 to 1 and negative numbers with an {@link IllegalArgumentException}. */
    public Quorum {
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException("bad quorum ratio " + ratio + ": expected 0 to 1");
        }
        requireNodes(remembered);
    }

    /** Whether there is quorum. */
    public enum Verdict {
        /** Enough nodes are seen: groups may run. */
        QUORATE,
        /** Too few nodes are seen: all local groups must stop. */
        LOST
    }

    /**
     * One judgement.
     *
     * @param verdict whether there is quorum
     * @param visible how many nodes are seen
     * @param required how many were needed
     * @param after what is remembered from now on
     */
    public record Outcome(Verdict verdict, int visible, int required, Quorum after) {
        /**
         * Tells whether groups may run.
         *
         * @return true when the verdict is QUORATE
         */
        public boolean quorate() {
            return verdict == Verdict.QUORATE;
        }
    }

    /**
     * A quorum that remembers nothing: any number of nodes is enough at first.
     *
     * @param ratio the part of the remembered nodes that is needed
     * @return the quorum
     */
    public static Quorum fresh(double ratio) {
        return new Quorum(ratio, 0);
    }

    /**
     * Tells how many nodes are needed. The ratio counts as the decimal number that it was written as, so that 0.6
     * of 5 is 3 and not a hair more.
     *
     * @return the smallest number of nodes that is not less than ratio x remembered
     */
    public int required() {
        return BigDecimal.valueOf(ratio)
                .multiply(BigDecimal.valueOf(remembered))
                .setScale(0, RoundingMode.CEILING)
                .intValueExact();
    }

    /**
     * Judges what is seen now.
     *
     * @param visible how many nodes are seen to run Mosha, this one included; 0 or more
     * @return the verdict and what to remember
     */
    public Outcome next(int visible) {
        requireNodes(visible);
        int required = required();
        return visible < required
                ? new Outcome(Verdict.LOST, visible, required, this)
                : new Outcome(Verdict.QUORATE, visible, required, new Quorum(ratio, visible));
    }

    /**
     * Has another number of nodes remembered, on the operator's word.
     *
     * @param nodes how many; 0 forgets
     * @return the quorum with that memory
     */
    public Quorum reset(int nodes) {
        return new Quorum(ratio, nodes);
    }

    /**
     * Has no more nodes remembered than there are in the cluster, as one may have been removed from it.
     *
     * @param nodes how many there are; 1 or more
     * @return the quorum with that memory
     */
    public Quorum atMost(int nodes) {
        return remembered <= nodes ? this : new Quorum(ratio, nodes);
    }

    private static void requireNodes(int nodes) {
        if (nodes < 0) {
            throw new IllegalArgumentException("bad number of nodes " + nodes + ": expected 0 or more");
        }
    }
}
