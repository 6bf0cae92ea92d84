package org.mosha.cli;

/** Becomes the daemon: what the verbs {@code run}, {@code start} and {@code restart} end in. */
@FunctionalInterface
public interface DaemonRunner {
    /**
     * Runs the daemon in this process until it is told to stop.
     *
     * @param launch what it is started with
     * @return the exit code: 0 when it was stopped in order, 1 when it could not start and has said why in one
     *     line on stderr, 6 when it is not detached and that was its settings
     */
    int run(Launch launch);
}
