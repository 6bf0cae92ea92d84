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

    @Override
    public int compareTo(Tag other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
