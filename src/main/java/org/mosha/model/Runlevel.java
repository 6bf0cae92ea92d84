package org.mosha.model;

/**
 * The name of a runlevel: what a group is asked to be at.
 *
 * @param value one or more of {@code [A-Za-z0-9_.-]}
 */
public record Runlevel(String value) implements Comparable<Runlevel> {
    /** The level at which nodes agree who will take a group. */
    public static final Runlevel PLAN = new Runlevel("plan");
    /** The level at which a node finds out whether it can run a group. */
    public static final Runlevel TEST = new Runlevel("test");
    /** The level of a group that shall not run. */
    public static final Runlevel STOP = new Runlevel("stop");

    /** Refuses a text that is not a name with an {@link IllegalArgumentException}. */
    public Runlevel {
        Names.require("runlevel", value);
    }

    /**
     * Tells whether the monitor uses this level for its own protocol.
     *
     * @return true for {@code plan}, {@code test} and {@code stop}
     */
    public boolean isReserved() {
        return equals(PLAN) || equals(TEST) || equals(STOP);
    }

    // written out, since the JVM's first compiler alone makes something slow of a record's own
    @Override
    public boolean equals(Object other) {
        return other instanceof Runlevel level && value.equals(level.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public int compareTo(Runlevel other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
