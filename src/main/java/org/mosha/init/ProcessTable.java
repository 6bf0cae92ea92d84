package org.mosha.init;

import static org.mosha.init.ProcessStimulus.*;
import static org.mosha.model.ProcessState.*;

import org.mosha.model.ProcessState;

/** The whole life of an entry. What a state does when it is entered stands in {@link ProcessMachine}. */
final class ProcessTable {
    static final TransitionTable<ProcessState, ProcessStimulus> TABLE = build();

    private ProcessTable() {}

    private static TransitionTable<ProcessState, ProcessStimulus> build() {
        TransitionTable.Builder<ProcessState, ProcessStimulus> table =
                TransitionTable.of(ProcessState.class, ProcessStimulus.class);
        rest(table);
        life(table);
        death(table);
        return table.complete();
    }

    private static void rest(TransitionTable.Builder<ProcessState, ProcessStimulus> table) {
        table.in(CONFIGURED)
                .go(SETUP, START)
                .ignore(SPAWNED_WAIT, SPAWNED_TEST, SPAWNED_BG)
                .ignore(LATE_TO_STOP, LATE_TO_EXPIRE)
                .ignore(ENDED, TEST_PASSED, TEST_FAILED, DIED, DIED_TOO_FAST, DIED_LEAVING)
                .ignore(STOP, NEXT_STEP, LAST_STEP, PAUSE_OVER, TIME_OUT)
                .ignore(GONE_STOPPED, GONE_RESPAWN, GONE_PAUSE, GONE_DONE, GONE_FAILED);
        for (ProcessState result : new ProcessState[] {DONE, PASSED, FAILED}) {
            table.in(result)
                    .go(STOPPING, STOP)
                    .ignore(START, SPAWNED_WAIT, SPAWNED_TEST, SPAWNED_BG)
                    .ignore(LATE_TO_STOP, LATE_TO_EXPIRE)
                    .ignore(ENDED, TEST_PASSED, TEST_FAILED, DIED, DIED_TOO_FAST, DIED_LEAVING)
                    .ignore(NEXT_STEP, LAST_STEP, PAUSE_OVER, TIME_OUT)
                    .ignore(GONE_STOPPED, GONE_RESPAWN, GONE_PAUSE, GONE_DONE, GONE_FAILED);
        }
        table.in(PAUSING)
                .go(SETUP, PAUSE_OVER)
                .go(STOPPING, STOP)
                .ignore(START, SPAWNED_WAIT, SPAWNED_TEST, SPAWNED_BG)
                .ignore(LATE_TO_STOP, LATE_TO_EXPIRE)
                .ignore(ENDED, TEST_PASSED, TEST_FAILED, DIED, DIED_TOO_FAST, DIED_LEAVING)
                .ignore(NEXT_STEP, LAST_STEP, TIME_OUT)
                .ignore(GONE_STOPPED, GONE_RESPAWN, GONE_PAUSE, GONE_DONE, GONE_FAILED);
    }

    private static void life(TransitionTable.Builder<ProcessState, ProcessStimulus> table) {
        table.in(SETUP)
                .go(RUNNING, SPAWNED_WAIT)
                .go(TESTING, SPAWNED_TEST)
                .go(RUNBG, SPAWNED_BG)
                .go(DONE, ENDED)
                .go(PASSED, TEST_PASSED)
                .go(FAILED, TEST_FAILED)
                .go(SETUP, DIED)
                .go(PAUSING, DIED_TOO_FAST)
                .go(CLEARING, DIED_LEAVING)
                .go(STOPPING, STOP)
                // there is nothing to signal, and it may still come
                .go(BLOCKED, TIME_OUT)
                .ignore(START, NEXT_STEP, LAST_STEP, PAUSE_OVER)
                .ignore(LATE_TO_STOP, LATE_TO_EXPIRE)
                .ignore(GONE_STOPPED, GONE_RESPAWN, GONE_PAUSE, GONE_DONE, GONE_FAILED);
        table.in(RUNNING)
                .go(DONE, ENDED)
                .go(EXPIRING, TIME_OUT)
                .go(STOPPING, STOP)
                .ignore(START, SPAWNED_WAIT, SPAWNED_TEST, SPAWNED_BG)
                .ignore(LATE_TO_STOP, LATE_TO_EXPIRE)
                .ignore(TEST_PASSED, TEST_FAILED, DIED, DIED_TOO_FAST, DIED_LEAVING)
                .ignore(NEXT_STEP, LAST_STEP, PAUSE_OVER)
                .ignore(GONE_STOPPED, GONE_RESPAWN, GONE_PAUSE, GONE_DONE, GONE_FAILED);
        table.in(TESTING)
                .go(PASSED, TEST_PASSED)
                .go(FAILED, TEST_FAILED)
                .go(EXPIRING, TIME_OUT)
                .go(STOPPING, STOP)
                .ignore(START, SPAWNED_WAIT, SPAWNED_TEST, SPAWNED_BG)
                .ignore(LATE_TO_STOP, LATE_TO_EXPIRE)
                .ignore(ENDED, DIED, DIED_TOO_FAST, DIED_LEAVING)
                .ignore(NEXT_STEP, LAST_STEP, PAUSE_OVER)
                .ignore(GONE_STOPPED, GONE_RESPAWN, GONE_PAUSE, GONE_DONE, GONE_FAILED);
        table.in(RUNBG)
                .go(DONE, ENDED)
                .go(SETUP, DIED)
                .go(PAUSING, DIED_TOO_FAST)
                .go(CLEARING, DIED_LEAVING)
                .go(STOPPING, STOP)
                .ignore(START, SPAWNED_WAIT, SPAWNED_TEST, SPAWNED_BG)
                .ignore(LATE_TO_STOP, LATE_TO_EXPIRE)
                .ignore(TEST_PASSED, TEST_FAILED)
                .ignore(NEXT_STEP, LAST_STEP, PAUSE_OVER, TIME_OUT)
                .ignore(GONE_STOPPED, GONE_RESPAWN, GONE_PAUSE, GONE_DONE, GONE_FAILED);
    }

    private static void death(TransitionTable.Builder<ProcessState, ProcessStimulus> table) {
        // a process that shows up, or ends, while it is being ended changes nothing: what counts is GONE
        table.in(CLEARING)
                .go(SETUP, GONE_RESPAWN)
                .go(PAUSING, GONE_PAUSE)
                .go(STOPPING, STOP)
                .go(CLEARING, NEXT_STEP)
                .go(BLOCKED, LAST_STEP)
                .ignore(START, SPAWNED_WAIT, SPAWNED_TEST, SPAWNED_BG)
                .ignore(LATE_TO_STOP, LATE_TO_EXPIRE)
                .ignore(ENDED, TEST_PASSED, TEST_FAILED, DIED, DIED_TOO_FAST, DIED_LEAVING)
                .ignore(PAUSE_OVER, TIME_OUT)
                .ignore(GONE_STOPPED, GONE_DONE, GONE_FAILED);
        table.in(EXPIRING)
                .go(DONE, GONE_DONE)
                .go(FAILED, GONE_FAILED)
                .go(STOPPING, STOP)
                .go(EXPIRING, NEXT_STEP)
                .go(BLOCKED, LAST_STEP)
                .ignore(START, SPAWNED_WAIT, SPAWNED_TEST, SPAWNED_BG)
                .ignore(LATE_TO_STOP, LATE_TO_EXPIRE)
                .ignore(ENDED, TEST_PASSED, TEST_FAILED, DIED, DIED_TOO_FAST, DIED_LEAVING)
                .ignore(PAUSE_OVER, TIME_OUT)
                .ignore(GONE_STOPPED, GONE_RESPAWN, GONE_PAUSE);
        table.in(STOPPING)
                .go(CONFIGURED, GONE_STOPPED)
                .go(STOPPING, NEXT_STEP)
                .go(BLOCKED, LAST_STEP)
                // it was stopped while it was being spawned: now there is something to signal
                .go(STOPPING, SPAWNED_WAIT, SPAWNED_TEST, SPAWNED_BG)
                .ignore(START, STOP)
                .ignore(LATE_TO_STOP, LATE_TO_EXPIRE)
                .ignore(ENDED, TEST_PASSED, TEST_FAILED, DIED, DIED_TOO_FAST, DIED_LEAVING)
                .ignore(PAUSE_OVER, TIME_OUT)
                .ignore(GONE_RESPAWN, GONE_PAUSE, GONE_DONE, GONE_FAILED);
        table.in(BLOCKED)
                .go(CONFIGURED, GONE_STOPPED)
                .go(SETUP, GONE_RESPAWN)
                .go(PAUSING, GONE_PAUSE)
                .go(DONE, GONE_DONE)
                .go(FAILED, GONE_FAILED)
                .go(BLOCKED, STOP, LAST_STEP)
                .go(STOPPING, LATE_TO_STOP)
                .go(EXPIRING, LATE_TO_EXPIRE)
                .ignore(START, SPAWNED_WAIT, SPAWNED_TEST, SPAWNED_BG)
                .ignore(ENDED, TEST_PASSED, TEST_FAILED, DIED, DIED_TOO_FAST, DIED_LEAVING)
                .ignore(NEXT_STEP, PAUSE_OVER, TIME_OUT);
    }
}
