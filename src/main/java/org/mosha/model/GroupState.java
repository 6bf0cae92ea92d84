package org.mosha.model;

/** The states of a resource group on one node (Cluster::Init 0.215, with one spelling for each). */
public enum GroupState {
    /** Known from the cltab, never told a level. */
    CONFIGURED,
    /** Its entries are being started, one after the other in file order. */
    STARTING,
    /** All entries of the level were started; some have not come to their result yet. */
    CHECKING,
    /** At its level. */
    DONE,
    /** At its level, and all entries of the level are tests that passed. */
    PASSED,
    /** At its level, and a test of the level failed. */
    FAILED,
    /** What the wanted level does not have is being stopped. */
    STOPPING,
    /** Removed and changed entries are being forgotten. */
    DUMPING,
    /** Everything is being stopped since the node halts its groups. */
    HALTING;

    /**
     * Tells whether the group came to a result at its level.
     *
     * @return true for DONE, PASSED and FAILED
     */
    public boolean isSettled() {
        return this == DONE || this == PASSED || this == FAILED;
    }
}
