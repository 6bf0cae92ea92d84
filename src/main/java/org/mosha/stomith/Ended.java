package org.mosha.stomith;

/**
 * How a command has ended.
 *
 * @param how in which way
 * @param exitCode the exit code, 128 and more for a signal; only of one that has {@link How#EXITED}
 * @param text what it has printed; of one that was {@link How#NOT_STARTED}, why
 */
record Ended(How how, int exitCode, String text) {
    /** The ways to end. */
    enum How {
        /** By itself. */
        EXITED,
        /** Killed, since its time was over. */
        TIMED_OUT,
        /** Killed, since the daemon goes down. */
        STOPPED,
        /** It never ran. */
        NOT_STARTED
    }

    /** Whether it has ended by itself with one certain exit code. */
    boolean exitedWith(int code) {
        return how == How.EXITED && exitCode == code;
    }
}
