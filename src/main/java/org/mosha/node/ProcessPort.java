package org.mosha.node;

import org.mosha.model.ProcessSignal;
import org.mosha.model.RunId;

/** What the node has done with processes. No call waits for a process; answers come to the {@link Listener}. */
public interface ProcessPort {
    /**
     * Starts a command in a session and process group of its own. Answered by {@link Listener#spawned} or
     * {@link Listener#spawnFailed}.
     *
     * @param spec what to run
     */
    void spawn(ProcessSpec spec);

    /**
     * Signals everything that still lives of a run: its process group, and what left that group but carries
     * the run's mark in its environment. A run that is gone is not an error.
     *
     * @param run a run that was spawned
     * @param signal the signal
     */
    void signal(RunId run, ProcessSignal signal);

    /** Kills everything that was started, with SIGKILL and at once. */
    void killAll();

    /**
     * Asks to be told when nothing of a run lives any more: neither its main process, nor its process group,
     * nor anything that carries its mark. Answered by {@link Listener#gone}, exactly once, when that is so.
     *
     * @param run a run that was spawned
     */
    void awaitGone(RunId run);

    /** Takes the answers, on any thread; the calls for one run come in the order in which things happened. */
    interface Listener {
        /**
         * The command runs.
         *
         * @param run the run
         * @param pid its main process, which leads its process group
         */
        void spawned(RunId run, long pid);

        /**
         * The command could not be started.
         *
         * @param run the run
         * @param reason a sentence
         */
        void spawnFailed(RunId run, String reason);

        /**
         * The main process ended.
         *
         * @param run the run
         * @param exitCode its exit code; 128 plus the signal's number when a signal ended it
         * @param othersLive whether other processes of its process group live on
         */
        void exited(RunId run, int exitCode, boolean othersLive);

        /**
         * Nothing of the run lives any more; the answer to {@link ProcessPort#awaitGone}.
         *
         * @param run the run
         */
        void gone(RunId run);
    }
}
