package org.mosha.config;

import java.util.Objects;
import org.mosha.model.GroupName;
import org.mosha.model.Runlevel;
import org.mosha.model.Tag;

/**
 * One entry of a cltab.
 *
 * @param group the resource group it belongs to
 * @param tag its name, unique in the file
 * @param levels the runlevels field as written: {@code start}, {@code 12}, {@code long1,long2}, {@code long3,}
 * @param mode how it is run
 * @param options the mode's options
 * @param command what {@code /bin/sh -c} gets; may be empty
 * @param line its line in the file, from 1
 */
public record Entry(GroupName group, Tag tag, String levels, Mode mode, ModeOptions options, String command, int line) {
    /** Refuses nulls. */
    public Entry {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(levels, "levels");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(command, "command");
    }

    /**
     * Tells whether the entry belongs to a runlevel, by the original's rule: the field is the level; or,
     * with a comma in it, has it in its list; or has it as one of its characters.
     *
     * @param level the level
     * @return true when the level has this entry
     */
    public boolean isAt(Runlevel level) {
        String name = level.value();
        if (levels.equals(name)) {
            return true;
        }
        if (levels.indexOf(',') >= 0) {
            for (String one : levels.split(",")) {
                if (one.equals(name)) {
                    return true;
                }
            }
            return false;
        }
        return name.length() == 1 && levels.indexOf(name.charAt(0)) >= 0;
    }

    /**
     * Tells whether this entry still means what another one means, wherever they stand in their files.
     *
     * @param other an entry of another version of the file
     * @return true when a process of the one can go on as a process of the other; the levels may differ
     */
    public boolean runsLike(Entry other) {
        return group.equals(other.group)
                && tag.equals(other.tag)
                && mode == other.mode
                && options.equals(other.options)
                && command.equals(other.command);
    }
}
