package org.mosha.model;

import java.util.Objects;

/**
 * What a node says of one group.
 *
 * @param level the runlevel it is at or goes to
 * @param state a state's name; mostly one of {@link GroupState}, but the original's daemons may say others
 */
public record GroupStatus(Runlevel level, String state) {
    /** Refuses nulls and a state that is not a word. */
    public GroupStatus {
        Objects.requireNonNull(level, "level");
        Names.require("state", state);
    }

    /**
     * The status of a group of this node.
     *
     * @param level its level
     * @param state its state
     * @return both as one value
     */
    public static GroupStatus of(Runlevel level, GroupState state) {
        return new GroupStatus(level, state.name());
    }

    /**
     * Compares the state.
     *
     * @param other the state to compare with
     * @return true when it is this one
     */
    public boolean is(GroupState other) {
        return state.equals(other.name());
    }

    /**
     * Tells whether the group came to a result at its level.
     *
     * @return true for DONE, PASSED and FAILED
     */
    public boolean isSettled() {
        return is(GroupState.DONE) || is(GroupState.PASSED) || is(GroupState.FAILED);
    }

    // written out, since the JVM's first compiler alone makes something slow of a record's own
    @Override
    public boolean equals(Object other) {
        return other instanceof GroupStatus status && level.equals(status.level) && state.equals(status.state);
    }

    @Override
    public int hashCode() {
        return 31 * level.hashCode() + state.hashCode();
    }
}
