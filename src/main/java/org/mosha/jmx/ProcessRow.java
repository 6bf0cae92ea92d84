package org.mosha.jmx;

import org.mosha.model.ProcessState;
import org.mosha.node.ProcessView;

/**
 * One entry of a group on this node, as a line of a table.
 *
 * @param tag its tag
 * @param level its runlevels field
 * @param mode its mode
 * @param state its state
 * @param stateNumber the state as a number: 0 CONFIGURED, 1 SETUP, 2 RUNNING, and so on in the order of
 *     {@link ProcessState}
 * @param alive whether it has a process
 * @param pid its main process; 0 for none
 * @param exitCode how its last run ended; -1 before the first end
 * @param respawns how often it was started anew since it was first started
 * @param note why it is as it is, where there is something to say
 */
public record ProcessRow(
        String tag,
        String level,
        String mode,
        String state,
        int stateNumber,
        boolean alive,
        long pid,
        int exitCode,
        long respawns,
        String note) {
    static ProcessRow of(ProcessView view) {
        return new ProcessRow(
                view.tag().value(),
                view.levels(),
                view.mode().toString(),
                view.state().name(),
                view.state().ordinal(),
                view.pid() != 0,
                view.pid(),
                view.exitCode().orElse(-1),
                view.respawns(),
                view.note());
    }
}
