package org.mosha.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.mosha.model.GroupName;
import org.mosha.model.Runlevel;

/** What only shows when hactl and cltab are looked at together. */
public final class ConfigCheck {
    /** Looking for a near name among more groups than this would take long, and seldom help. */
    private static final int MOST_NAMES = 100;

    private static final int MOST_LEVELS = 10;

    private ConfigCheck() {}

    /**
     * Compares a hactl with the cltab that it is about. Everything found here is a warning: the two files are edited
     * and spread one after the other, so any order of edits passes through a state in which they do not fit, and an
     * error would keep the levels of all other groups out of force on account of one.
     *
     * <ul>
     *   <li>A group that cltab does not know: a typo, or a group that was removed from cltab first. Nothing is run for
     *       it. Also at {@code stop}: with a typo there, the group that was meant keeps running.
     *   <li>A level that no entry of the group has: legal, and customary as an "off" ({@code 99}); but a typo looks
     *       the same. {@code stop} needs no entries, and {@code plan} and {@code test} have their own problems.
     * </ul>
     *
     * <p>A group of cltab that hactl lacks is normal: it is stopped.
     *
     * @param hactlFile hactl's name, for the problems
     * @param hactl what is wanted
     * @param cltab what there is
     * @return the warnings, by line
     */
    public static List<Problem> cross(String hactlFile, Hactl hactl, Cltab cltab) {
        List<Problem> problems = new ArrayList<>();
        List<String> names = cltab.groups().size() > MOST_NAMES
                ? List.of()
                : cltab.groups().stream().map(GroupName::value).toList();
        for (Map.Entry<GroupName, Hactl.Wish> each : hactl.wishes().entrySet()) {
            GroupName group = each.getKey();
            Hactl.Wish wish = each.getValue();
            List<String> levels = cltab.levels(group);
            if (levels.isEmpty()) {
                problems.add(Problem.warning(hactlFile, wish.line(), unknown(group, names)));
            } else if (!wish.level().isReserved() && !cltab.hasLevel(group, wish.level())) {
                problems.add(Problem.warning(hactlFile, wish.line(), nothingAt(group, wish.level(), levels)));
            }
        }
        problems.sort(Comparator.comparingInt(Problem::line));
        return List.copyOf(problems);
    }

    private static String unknown(GroupName group, List<String> names) {
        return "group " + Words.quote(group.value()) + " is not in cltab: nothing is run for it"
                + Words.hint(group.value(), names);
    }

    private static String nothingAt(GroupName group, Runlevel level, List<String> levels) {
        return "no entry of group " + Words.quote(group.value()) + " is at level " + Words.quote(level.value())
                + ": going there only stops the rest; its entries are at "
                + String.join(" ", levels.subList(0, Math.min(levels.size(), MOST_LEVELS)));
    }
}
