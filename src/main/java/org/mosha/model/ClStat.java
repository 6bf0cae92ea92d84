package org.mosha.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one node says of its groups: the content of its {@code clstat} file.
 *
 * @param groups the status of each group that the node knows
 */
public record ClStat(SortedMap<GroupName, GroupStatus> groups) {
    private static final String WORD = "Cluster::Init::Group";

    /** Copies the map. */
    public ClStat {
        groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
    }

    /** What reading gave: the lines that were good, and what was wrong with the others. */
    public record Read(ClStat value, List<String> damages) {
        /** Copies the list. */
        public Read {
            damages = List.copyOf(damages);
        }
    }

    /**
     * Writes the original's format: a line {@code Cluster::Init::Group <group> <level> <state>} a group.
     *
     * @return the text, empty when there is no group
     */
    public String format() {
        StringBuilder text = new StringBuilder();
        groups.forEach((name, status) -> text.append(WORD)
                .append(' ')
                .append(name)
                .append(' ')
                .append(status.level())
                .append(' ')
                .append(status.state())
                .append('\n'));
        return text.toString();
    }

    /**
     * Reads the original's format. A file that does not end with a line end is half-written, so its last
     * line counts as damaged.
     *
     * @param text a file's content
     * @return the groups that could be read, and a sentence for each damaged line
     */
    public static Read parse(String text) {
        SortedMap<GroupName, GroupStatus> groups = new TreeMap<>();
        List<String> damages = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            boolean cut = i == lines.length - 1;
            String[] words = lines[i].trim().split("\\s+");
            if (lines[i].isBlank()) {
                continue;
            }
            if (cut) {
                damages.add("line " + (i + 1) + " has no line end");
            } else if (!words[0].equals(WORD)) {
                damages.add("line " + (i + 1) + " does not begin with " + WORD);
            } else if (words.length != 4
                    || !Names.isName(words[1])
                    || !Names.isName(words[2])
                    || !Names.isName(words[3])) {
                damages.add("line " + (i + 1) + " is not '" + WORD + " <group> <level> <state>'");
            } else {
                groups.put(new GroupName(words[1]), new GroupStatus(new Runlevel(words[2]), words[3]));
            }
        }
        return new Read(new ClStat(groups), damages);
    }
}
