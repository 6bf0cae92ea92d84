package org.mosha.init;

import org.mosha.config.Entry;
import org.mosha.model.GroupName;
import org.mosha.model.Tag;

/**
 * Which entry is meant, in whatever version of the cltab.
 *
 * @param group its group
 * @param tag its tag
 */
public record EntryKey(GroupName group, Tag tag) {
    /**
     * The key of an entry.
     *
     * @param entry the entry
     * @return its key
     */
    public static EntryKey of(Entry entry) {
        return new EntryKey(entry.group(), entry.tag());
    }

    // written out, since the JVM's first compiler alone makes something slow of a record's own
    @Override
    public boolean equals(Object other) {
        return other instanceof EntryKey key && group.equals(key.group) && tag.equals(key.tag);
    }

    @Override
    public int hashCode() {
        return 31 * group.hashCode() + tag.hashCode();
    }

    @Override
    public String toString() {
        return group + "/" + tag;
    }
}
