package org.mosha.init;

import org.mosha.model.RunId;

/** What the local init is told of the outside. */
public sealed interface InitEvent {
    /**
     * A command runs.
     *
     * @param run the run
     * @param pid its main process
     */
    record Spawned(RunId run, long pid) implements InitEvent {}

    /**
     * A command could not be started.
     *
     * @param run the run
     * @param reason a sentence
     */
    record SpawnFailed(RunId run, String reason) implements InitEvent {}

    /**
     * A command's main process ended.
     *
     * @param run the run
     * @param exitCode its exit code; 128 plus the signal's number when a signal ended it
     * @param othersLive whether others of its process group live on
     */
    record Exited(RunId run, int exitCode, boolean othersLive) implements InitEvent {}

    /**
     * Nothing of a run lives any more.
     *
     * @param run the run
     */
    record Gone(RunId run) implements InitEvent {}

    /**
     * A timer that was armed has come to its time.
     *
     * @param entry the entry that armed it
     * @param token which of the entry's timers; one that is not its newest is over and means nothing
     */
    record Timer(EntryKey entry, long token) implements InitEvent {}
}
