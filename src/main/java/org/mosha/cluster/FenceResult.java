package org.mosha.cluster;

/** What is known of the last attempt to shoot one life of a node. Only one of these is a success. */
public enum FenceResult {
    /** Nobody has tried. */
    NONE,
    /** The node is off: the fence command, or the operator, has confirmed it. */
    CONFIRMED,
    /** The fence command said no. */
    FAILED,
    /** The fence command did not answer in time. */
    TIMED_OUT,
    /** An attempt was made, and its answer is not known: it still runs, or was lost in a restart. */
    UNKNOWN
}
