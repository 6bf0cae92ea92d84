package org.mosha.cli;

/** Becomes the daemon: what the verbs {@code run}, {@code start} and {@code restart} end in. */
@FunctionalInterface
public interface DaemonRunner {
    /**
     * Runs the daemon in this process until it is told to stop.
     *
     * @param launch what it is started with
     * @return the exit code: 0 when it was stopped in order, 1 when it could not start and has said why in one
     *     line on stderr
     */
    int run(Launch launch);
}
