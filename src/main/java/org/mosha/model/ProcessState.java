package org.mosha.model;

/** The states of one cltab entry on one node. */
public enum ProcessState {
    /** Not started. */
    CONFIGURED,
    /** Being spawned: asked for, no process known yet. */
    SETUP,
    /** A {@code wait} entry that runs in the foreground of its group's start. */
    RUNNING,
    /** A {@code once} or {@code respawn} entry whose process is alive. */
    RUNBG,
    /** A {@code test} entry that runs. */
    TESTING,
    /** A {@code wait} or {@code once} entry that has ended; its exit code does not matter. */
    DONE,
    /** A {@code test} entry that ended with exit code 0. */
    PASSED,
    /** A {@code test} entry that ended in any other way. */
    FAILED,
    /** A {@code respawn} entry that died too fast too often and waits. */
    PAUSING,
    /** A {@code respawn} entry that died and left processes behind, which go before it is started anew. */
    CLEARING,
    /** A {@code wait} or {@code test} entry that took too long and is being ended. */
    EXPIRING,
    /** Being stopped: signalled, not gone yet. */
    STOPPING,
    /** SIGKILL did not end it, or its start, which nothing can end, hangs. */
    BLOCKED
}
