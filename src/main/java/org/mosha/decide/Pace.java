package org.mosha.decide;

/** What a decision does to the cycle time. */
public enum Pace {
    /** It becomes the mean of itself and 5 s: something is going on. */
    MEAN_WITH_5,
    /** It becomes the mean of itself and 10 s. */
    MEAN_WITH_10,
    /** It becomes the mean of itself and as many seconds as there are nodes: all is quiet. */
    MEAN_WITH_NODES,
    /** Up to 10 s are added by chance, so that two contestants do not meet again. */
    BACKOFF
}
