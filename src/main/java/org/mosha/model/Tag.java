package org.mosha.model;

/**
 * The name of one entry of a cltab, unique in the whole file.
 *
 * @param value one or more of {@code [A-Za-z0-9_.-]}
 */
public record Tag(String value) implements Comparable<Tag> {
    /** Refuses a text that is not a name with an {@link IllegalArgumentException}. */
    public Tag {
        Names.require("tag", value);
    }

    // written out, since the JVM's first compiler alone makes something slow of a record's own
    @Override
    public boolean equals(Object other) {
        return other instanceof Tag tag && value.equals(tag.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public int compareTo(Tag other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
