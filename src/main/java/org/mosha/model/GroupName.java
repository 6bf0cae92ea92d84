package org.mosha.model;

/**
 * The name of a resource group.
 *
 * @param value one or more of {@code [A-Za-z0-9_.-]}
 */
public record GroupName(String value) implements Comparable<GroupName> {
    /** Refuses a text that is not a name with an {@link IllegalArgumentException}. */
    public GroupName {
        Names.require("group name", value);
    }

    // written out, since the JVM's first compiler alone makes something slow of a record's own
    @Override
    public boolean equals(Object other) {
        return other instanceof GroupName name && value.equals(name.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public int compareTo(GroupName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
