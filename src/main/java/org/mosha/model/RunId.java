package org.mosha.model;

/**
 * The number of one spawned process within one life of the daemon; never used twice in it.
 *
 * @param value counts up from 1
 */
public record RunId(long value) implements Comparable<RunId> {
    // written out, since the JVM's first compiler alone makes something slow of a record's own
    @Override
    public boolean equals(Object other) {
        return other instanceof RunId run && value == run.value;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(value);
    }

    @Override
    public int compareTo(RunId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
