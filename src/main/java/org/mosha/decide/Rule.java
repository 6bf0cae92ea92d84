package org.mosha.decide;

/**
 * The rules in the order in which they are tried; the first one that holds decides. The names that the original
 * has are its own rules, in its own order; the others are what Mosha adds to them.
 */
public enum Rule {
    /** Added: this node sees too few nodes, so whatever is here must stop. */
    NOT_QUORATE,
    /** Added: this node was halted by the operator, so whatever is here must stop. */
    STANDBY,
    /** Here, but not in hactl: stop. */
    DELETED,
    /** Here and elsewhere: stop and back off, unless the claim says that it is this node's. */
    CONFLICT,
    /** Added: here, but another node has the claim: stop and back off. */
    CLAIM_LOST,
    /** The test passed: go to the wanted level. */
    PASSED,
    /** The test failed: stop, and remember it. */
    FAILED,
    /** The plan phase is over: test. */
    PLANNED,
    /** Wanted, and nobody has it: plan, when it is this node's turn. */
    NEEDPLAN,
    /** On its way: wait. */
    INTRANSITION,
    /** At another level than the wanted one: go there. */
    CHLEVEL,
    /** Nothing to do. */
    NONE
}
