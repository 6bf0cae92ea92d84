package org.mosha.cluster;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The quorum: are enough nodes seen to run Mosha? It is lost when fewer are seen than a part of those that are
 * remembered; otherwise as many are remembered as are seen. So a cluster may shrink step by step, but not at once.
 *
 * <p>The original looks once in some seconds, so that all nodes that fail in one blow are missed in one look. Mosha looks
 * whenever something changes, and sees them go one after the other. So fewer nodes are remembered only when there was
 * quorum without a break for some time, measured against those that were remembered before; more are remembered at once.
 *
 * @param ratio the part of the remembered nodes that is needed; from 0 to 1
 * @param remembered how many nodes were seen when there was quorum last; 0 before the first time
 * @param shrinking since when fewer are seen; empty when that is not so, or there is no quorum
 */
public record Quorum(double ratio, int remembered, Optional<Shrinking> shrinking) {
    /** Refuses a ratio outside of 0 to 1 and negative numbers with an {@link IllegalArgumentException}. */
    public Quorum {
        Objects.requireNonNull(shrinking, "shrinking");
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException("bad quorum ratio " + ratio + ": expected 0 to 1");
        }
        requireNodes(remembered);
    }

    /**
     * A quorum that is not shrinking.
     *
     * @param ratio the part of the remembered nodes that is needed; from 0 to 1
     * @param remembered how many nodes were seen when there was quorum last
     */
    public Quorum(double ratio, int remembered) {
        this(ratio, remembered, Optional.empty());
    }

    /**
     * Fewer nodes are seen than are remembered, and enough of them.
     *
     * @param most the most that were seen since
     * @param since since when, on this node's monotonic clock
     */
    public record Shrinking(int most, Duration since) {
        private Shrinking with(int visible) {
            return new Shrinking(Math.max(most, visible), since);
        }
    }

    /**
     * One judgement.
     *
     * @param quorate whether enough nodes are seen, so that groups may run; else all local groups must stop
     * @param visible how many nodes are seen
     * @param required how many were needed
     * @param after what is remembered from now on
     */
    public record Outcome(boolean quorate, int visible, int required, Quorum after) {}

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
     * @param now the time, on this node's monotonic clock
     * @param settled for how long fewer nodes have to be enough before they are remembered: so long that all nodes which
     *     have failed in one blow are missed by then
     * @return the verdict and what to remember
     */
    public Outcome next(int visible, Duration now, Duration settled) {
        requireNodes(visible);
        int required = required();
        return visible < required
                ? new Outcome(false, visible, required, new Quorum(ratio, remembered))
                : new Outcome(true, visible, required, enough(visible, now, settled));
    }

    private Quorum enough(int visible, Duration now, Duration settled) {
        if (visible >= remembered) {
            return new Quorum(ratio, visible);
        }
        Shrinking with = shrinking.orElse(new Shrinking(visible, now)).with(visible);
        if (now.minus(with.since()).compareTo(settled) < 0) {
            return new Quorum(ratio, remembered, Optional.of(with));
        }
        boolean further = visible < with.most();
        return new Quorum(ratio, with.most(), further ? Optional.of(new Shrinking(visible, now)) : Optional.empty());
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
