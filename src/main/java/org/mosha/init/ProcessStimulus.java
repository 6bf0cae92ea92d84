package org.mosha.init;

/** What can happen to an entry, with everything that its mode and its past make of it already worked out. */
enum ProcessStimulus {
    /** The group's start comes to this entry. */
    START,
    /** A {@code wait} entry's process runs. */
    SPAWNED_WAIT,
    /** A {@code test} entry's process runs. */
    SPAWNED_TEST,
    /** A {@code once} or {@code respawn} entry's process runs. */
    SPAWNED_BG,
    /** A process runs, whose entry is to be stopped and had counted as blocked, as the start took so long. */
    LATE_TO_STOP,
    /** A process runs, whose entry had timed out and counted as blocked, as the start took so long. */
    LATE_TO_EXPIRE,
    /** A {@code wait} or {@code once} entry's process ended, or could not be started. */
    ENDED,
    /** A {@code test} entry's process ended with exit code 0. */
    TEST_PASSED,
    /** A {@code test} entry's process ended in any other way, or could not be started. */
    TEST_FAILED,
    /** A {@code respawn} entry's process ended. */
    DIED,
    /** A {@code respawn} entry's process ended, too fast and too often. */
    DIED_TOO_FAST,
    /** A {@code respawn} entry's process ended, and others of its process group live on. */
    DIED_LEAVING,
    /** The entry is to be stopped. */
    STOP,
    /** Nothing of its run lives any more, and it was to be stopped. */
    GONE_STOPPED,
    /** Nothing of its run lives any more, and it is to be started anew. */
    GONE_RESPAWN,
    /** Nothing of its run lives any more, and it is to wait before it is started anew. */
    GONE_PAUSE,
    /** Nothing of its run lives any more, which took too long and was a {@code wait}. */
    GONE_DONE,
    /** Nothing of its run lives any more, which took too long and was a {@code test}. */
    GONE_FAILED,
    /** The time of the present step of the stop ladder is over. */
    NEXT_STEP,
    /** The time of the last step of the stop ladder is over. */
    LAST_STEP,
    /** The wait of an entry that died too fast is over. */
    PAUSE_OVER,
    /** A {@code wait} or {@code test} entry has run as long as it may, or has been on its way for longer than that. */
    TIME_OUT
}
