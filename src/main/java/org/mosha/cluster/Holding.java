package org.mosha.cluster;

/** Who has a group's claim, from one node's point of view. */
public sealed interface Holding {
    /** Nobody. */
    record Free() implements Holding {}

    /** This life of this node's daemon. */
    record Ours() implements Holding {}

    /**
     * Somebody else, who may still run it.
     *
     * @param claim the claim
     * @param verdict why it may not be taken
     */
    record Others(Claim claim, Takeover.Verdict verdict) implements Holding {}

    /**
     * Somebody who provably runs nothing any more: another node, or an earlier life of this node's daemon, whose
     * leftovers it has dealt with before it joined.
     *
     * @param claim the claim
     * @param why one line
     */
    record Takeable(Claim claim, String why) implements Holding {}

    /**
     * Tells whether this node could get the claim.
     *
     * @return true when nobody has it, or who has it runs nothing any more
     */
    default boolean canBeTaken() {
        return this instanceof Free || this instanceof Takeable;
    }
}
