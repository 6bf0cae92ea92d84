package org.mosha.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.mosha.model.GroupName;
import org.mosha.model.Runlevel;

/**
 * A cltab: the commands that make up each resource group. Lines of {@code group:tag:runlevels:mode:command}; the
 * command may contain colons. {@code #} comments and blank lines are skipped; {@code :::name:value} sets a variable.
 * The order in the file is the order of starting.
 *
 * <p>Where this deviates from the original (Cluster::Init 0.215):
 *
 * <ul>
 *   <li>every problem is reported; the original detects none, and drops a line with a duplicate tag without a word;
 *   <li>a comment may be indented; a line may end with CR LF; a byte order mark is skipped;
 *   <li>names are checked, and control characters other than the tab are refused;
 *   <li>a mode may carry options ({@link ModeOptions});
 *   <li>a digit repeated in a runlevels field ({@code 11}) is an error: as a list it would name a level twice. The
 *       list of one ({@code 11,}) names a level {@code 11};
 *   <li>{@code respawn} at level {@code stop} is an error: it would run where the cluster takes the group as stopped;
 *   <li>{@code :::} variables are checked and warned of, but used for nothing: the settings file has Mosha's settings.
 * </ul>
 *
 * <p>As in the original, {@code wait} and {@code once} entries may lack a command (a level then exists that runs
 * nothing); that is a warning. A {@code respawn} or {@code test} without a command is an error: it would spin, or
 * pass everywhere.
 */
public final class Cltab {
    /** A cltab without entries. */
    public static final Cltab EMPTY = new Cltab(List.of());

    private final List<Entry> entries;
    private final Map<GroupName, List<Entry>> byGroup;
    private final SortedSet<GroupName> groups;

    Cltab(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        this.byGroup = index(this.entries);
        this.groups = Collections.unmodifiableSortedSet(new TreeSet<>(byGroup.keySet()));
    }

    /**
     * Reads a cltab.
     *
     * @param file the file's name, for the problems
     * @param text its content
     * @return the good entries, and every problem in file order
     */
    public static Parsed<Cltab> parse(String file, String text) {
        return new CltabParser(file).parse(text);
    }

    /**
     * All entries.
     *
     * @return in file order, unmodifiable
     */
    public List<Entry> entries() {
        return entries;
    }

    /**
     * The groups that have an entry.
     *
     * @return in the order of their names, unmodifiable
     */
    public SortedSet<GroupName> groups() {
        return groups;
    }

    /**
     * A group's entries; cheap.
     *
     * @param group the group
     * @return in file order, unmodifiable; empty when there is no such group
     */
    public List<Entry> entries(GroupName group) {
        return byGroup.getOrDefault(group, List.of());
    }

    /**
     * Tells whether a group has anything at a level.
     *
     * @param group the group
     * @param level the level
     * @return true when one of the group's entries is at the level
     */
    public boolean hasLevel(GroupName group, Runlevel level) {
        return entries(group).stream().anyMatch(entry -> entry.isAt(level));
    }

    /**
     * The levels that a group's entries are at, for people: a word could also be meant as a list of its letters.
     *
     * @param group the group
     * @return each once, in file order; empty when there is no such group
     */
    public List<String> levels(GroupName group) {
        return entries(group).stream()
                .flatMap(entry -> RunlevelsField.levels(entry.levels()))
                .distinct()
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cltab that && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return "Cltab" + entries;
    }

    private static Map<GroupName, List<Entry>> index(List<Entry> entries) {
        Map<GroupName, List<Entry>> index = new HashMap<>();
        for (Entry entry : entries) {
            index.computeIfAbsent(entry.group(), g -> new ArrayList<>()).add(entry);
        }
        index.replaceAll((group, list) -> List.copyOf(list));
        return index;
    }
}
