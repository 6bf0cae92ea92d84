package org.mosha.model;

/**
 * The number of one spawned process within one life of the daemon; never used twice in it.
 *
 * @param value counts up from 1
 */
public record RunId(long value) implements Comparable<RunId> {
    @Override
    public int compareTo(RunId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
