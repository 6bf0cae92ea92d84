package org.mosha.model;

/**
 * The number of a node in its cluster.
 *
 * @param value 1 or more; 0 means "no node" where a plain number is shown
 */
public record NodeId(int value) implements Comparable<NodeId> {
    /** Refuses numbers below 1 with an {@link IllegalArgumentException}. */
    public NodeId {
        if (value < 1) {
            throw new IllegalArgumentException("bad node number " + value + ": expected 1 or more");
        }
    }

    // written out, since the JVM's first compiler alone makes something slow of a record's own
    @Override
    public boolean equals(Object other) {
        return other instanceof NodeId node && value == node.value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    @Override
    public int compareTo(NodeId other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
