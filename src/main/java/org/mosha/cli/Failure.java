package org.mosha.cli;

/** Ends a verb: one line for stderr and the exit code. */
class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    /** Refused or failed. */
    static final int REFUSED = 1;
    /** The command line was wrong. */
    static final int USAGE = 2;
    /** LSB: the state is not known. */
    static final int UNKNOWN = 4;
    /** LSB: the program is not running. */
    static final int NOT_RUNNING = 7;

    private final int exitCode;

    Failure(int exitCode, String line) {
        this(exitCode, line, null);
    }

    Failure(int exitCode, String line, Throwable cause) {
        super(line, cause);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
