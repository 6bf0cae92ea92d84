package org.mosha.cluster;

import java.util.Objects;
import org.mosha.model.NodeId;

/**
 * What one node tells the others of shooting a life of another one: that it begins, and what came of it.
 *
 * @param incarnation the life that is shot at
 * @param by who shoots, or took the operator's word
 * @param byIncarnation the life of the daemon that shoots
 * @param result UNKNOWN while the shot is under way; CONFIRMED when that life is off for certain
 * @param note one line, for people
 */
public record FenceWord(String incarnation, NodeId by, String byIncarnation, FenceResult result, String note) {
    /** Refuses nulls. */
    public FenceWord {
        Objects.requireNonNull(incarnation, "incarnation");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(byIncarnation, "byIncarnation");
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(note, "note");
    }

    /**
     * Tells whether that life is off for certain.
     *
     * @return true only when that was confirmed
     */
    public boolean isConfirmed() {
        return result == FenceResult.CONFIRMED;
    }
}
