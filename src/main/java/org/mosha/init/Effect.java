package org.mosha.init;

import org.mosha.config.Entry;
import org.mosha.model.GroupName;
import org.mosha.model.GroupState;
import org.mosha.model.ProcessSignal;
import org.mosha.model.RunId;
import org.mosha.model.Runlevel;

/** What the local init wants done. */
public sealed interface Effect {
    /**
     * Start a command.
     *
     * @param run the number under which its life is to be reported
     * @param entry the entry to start
     * @param level the level being entered
     */
    record Spawn(RunId run, Entry entry, Runlevel level) implements Effect {}

    /**
     * Signal everything that lives of a run.
     *
     * @param run the run
     * @param signal the signal
     */
    record Signal(RunId run, ProcessSignal signal) implements Effect {}

    /**
     * Say when nothing of a run lives any more.
     *
     * @param run the run
     */
    record AwaitGone(RunId run) implements Effect {}

    /**
     * Hand back a timer at a time.
     *
     * @param timer the timer
     * @param atNanos when, on the monotonic clock
     */
    record Arm(InitEvent.Timer timer, long atNanos) implements Effect {}

    /**
     * A group went to another state.
     *
     * @param group the group
     * @param level its level
     * @param from the state before
     * @param to the state now
     * @param why one line
     */
    record Changed(GroupName group, Runlevel level, GroupState from, GroupState to, String why) implements Effect {}

    /**
     * Something about an entry that a person wants to know.
     *
     * @param entry the entry
     * @param grave whether it deserves a warning
     * @param text one line
     */
    record Say(Entry entry, boolean grave, String text) implements Effect {}
}
