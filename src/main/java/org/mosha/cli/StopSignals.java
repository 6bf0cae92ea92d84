package org.mosha.cli;

/** Takes the signals by which a process is told to end, so that it can clean up first. */
@FunctionalInterface
public interface StopSignals {
    /**
     * Takes SIGINT, SIGTERM, SIGHUP and SIGQUIT from now on.
     *
     * @param ending is run on a thread of its own at each of them; the process goes on
     * @return whether they are taken; only {@code bin/mosha} starts a JVM so that they can be
     */
    boolean take(Runnable ending);
}
