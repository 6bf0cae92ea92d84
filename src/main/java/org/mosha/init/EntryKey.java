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

    @Override
    public String toString() {
        return group + "/" + tag;
    }
}
