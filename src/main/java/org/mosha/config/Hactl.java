package org.mosha.config;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;

/**
 * A hactl: at which level each group shall be. Lines of {@code group level}, with blanks between; {@code #} comments
 * and blank lines are skipped. A group that is missing shall be stopped.
 *
 * <p>Where this deviates from the original (OpenMosix::HA 0.555):
 *
 * <ul>
 *   <li>further words are ignored as there, but {@code prefer=1,2} among them names the nodes that the group goes to
 *       first. Another {@code key=value} is a warning, since it looks like an option and is none;
 *   <li>from a word on that begins with {@code #} the line is a comment;
 *   <li>a group that is listed twice is an error that names the first line;
 *   <li>level {@code plan} is an error: the group would be planned and tested for ever and never run. Level
 *       {@code test} is a warning: the group is tested on one node and stays there;
 *   <li>names are checked; a line may end with CR LF; a byte order mark is skipped; control characters other than the
 *       tab are refused.
 * </ul>
 */
public final class Hactl {
    /** A hactl without groups. */
    public static final Hactl EMPTY = new Hactl(Collections.emptySortedMap());

    private final SortedMap<GroupName, Wish> wishes;

    Hactl(SortedMap<GroupName, Wish> wishes) {
        this.wishes = Collections.unmodifiableSortedMap(new TreeMap<>(wishes));
    }

    /**
     * What is wanted of one group.
     *
     * @param level where it shall be
     * @param prefer the nodes that it goes to first, best first; mostly empty
     * @param line where that stands in the file, from 1
     */
    public record Wish(Runlevel level, List<NodeId> prefer, int line) {
        /** Copies the list. */
        public Wish {
            Objects.requireNonNull(level, "level");
            prefer = List.copyOf(prefer);
        }
    }

    /**
     * Reads a hactl.
     *
     * @param file the file's name, for the problems
     * @param text its content
     * @return the good lines (the first one of a group that is listed twice), and every problem in file order
     */
    public static Parsed<Hactl> parse(String file, String text) {
        return new HactlParser(file).parse(text);
    }

    /**
     * Changes a group's level in a hactl's text. Everything else stays as it is, byte for byte: comments, also those
     * after the words, {@code prefer=}, order, blanks, line ends. A group that the text lacks is appended.
     *
     * @param text a hactl; may be empty, have errors, or lack the last line's end
     * @param group the group
     * @param level its new level
     * @return the new text, of which {@code parse} says that the group shall be at the level
     */
    public static String edit(String text, GroupName group, Runlevel level) {
        return HactlEdit.edit(text, group, level);
    }

    /**
     * All that is wanted.
     *
     * @return group to wish, in the order of the names, unmodifiable
     */
    public SortedMap<GroupName, Wish> wishes() {
        return wishes;
    }

    /**
     * Where a group shall be.
     *
     * @param group the group
     * @return its level, or empty when the file lacks it, which means {@code stop}
     */
    public Optional<Runlevel> level(GroupName group) {
        return Optional.ofNullable(wishes.get(group)).map(Wish::level);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hactl that && wishes.equals(that.wishes);
    }

    @Override
    public int hashCode() {
        return wishes.hashCode();
    }

    @Override
    public String toString() {
        return "Hactl" + wishes;
    }
}
