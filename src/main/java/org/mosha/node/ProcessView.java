package org.mosha.node;

import java.util.OptionalInt;
import org.mosha.config.Mode;
import org.mosha.model.ProcessState;
import org.mosha.model.Tag;

/**
 * One entry of a group on this node, as it is shown.
 *
 * @param tag the entry's tag
 * @param levels its runlevels field
 * @param mode its mode
 * @param state its state
 * @param pid its main process; 0 when it has none
 * @param exitCode how its last run ended; empty before the first end
 * @param respawns how often it was started anew since it was first started
 * @param note why it is as it is, where there is something to say ("died 6 times, next start in 60 s"); or empty
 */
public record ProcessView(
        Tag tag,
        String levels,
        Mode mode,
        ProcessState state,
        long pid,
        OptionalInt exitCode,
        long respawns,
        String note) {}
