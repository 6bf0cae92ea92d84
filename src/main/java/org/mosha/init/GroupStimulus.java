package org.mosha.init;

/** What can happen to a group. */
enum GroupStimulus {
    /** It is told a level. */
    TELL,
    /** A newer cltab changes, removes or adds entries of its level. */
    CHANGED,
    /** All entries of its level were started, or one of its tests failed, after which no more is started. */
    ALL_STARTED,
    /** Nothing runs in its foreground any more and a test of the level failed. */
    SOME_FAILED,
    /** All entries of the level, at least one, are tests that passed. */
    ALL_PASSED,
    /** All entries of the level came to their result, or there is none. */
    ALL_DONE,
    /** Everything that was to be stopped is gone. */
    ALL_GONE,
    /** Removed and changed entries are forgotten. */
    FORGOTTEN,
    /** It is to be halted. */
    HALT
}
