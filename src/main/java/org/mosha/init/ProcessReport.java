package org.mosha.init;

import java.util.Optional;
import java.util.OptionalInt;
import org.mosha.config.Entry;
import org.mosha.model.ProcessState;
import org.mosha.model.RunId;

/**
 * How one entry stands.
 *
 * @param entry the entry
 * @param state its state
 * @param run its present or last run; empty when it was not started since it was last stopped
 * @param pid its main process; 0 when it has none
 * @param exitCode how its last run ended; empty before the first end
 * @param respawns how often it was started anew
 * @param startFailed whether its last start came to nothing
 * @param note why it is as it is, or empty
 */
public record ProcessReport(
        Entry entry,
        ProcessState state,
        Optional<RunId> run,
        long pid,
        OptionalInt exitCode,
        long respawns,
        boolean startFailed,
        String note) {
    /**
     * The same with another note.
     *
     * @param other the note
     * @return the report
     */
    public ProcessReport withNote(String other) {
        return new ProcessReport(entry, state, run, pid, exitCode, respawns, startFailed, other);
    }
}
