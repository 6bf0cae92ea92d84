package org.mosha.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mosha.model.Names;
import org.mosha.model.Runlevel;

/** The rules for the runlevels field of a cltab line. */
final class RunlevelsField {
    private RunlevelsField() {}

    /**
     * Looks for what is wrong with the field itself.
     *
     * @param field as written
     * @return sentences, empty when the field is good
     */
    static List<String> errors(String field) {
        if (field.isBlank()) {
            return List.of("empty runlevels: expected a level, one-letter levels such as 12, or a comma list");
        }
        return field.indexOf(',') >= 0 ? listErrors(field) : wordErrors(field);
    }

    /**
     * The levels that a good field most likely means.
     *
     * @param field as written
     * @return the names in its list, its digits when it has nothing else, or the field itself
     */
    static Stream<String> levels(String field) {
        if (field.indexOf(',') >= 0) {
            return Arrays.stream(field.split(","));
        }
        return field.chars().allMatch(c -> c >= '0' && c <= '9')
                ? field.chars().mapToObj(Character::toString)
                : Stream.of(field);
    }

    /**
     * Tells whether an entry's mode fits the reserved levels that its field names. Levels of one letter are never
     * reserved, so only the field as a whole and comma lists matter.
     *
     * @param field a good field
     * @param mode the entry's mode
     * @return what is wrong, with its severity
     */
    static List<Misuse> misuses(String field, Mode mode) {
        List<Misuse> found = new ArrayList<>();
        for (String level : new LinkedHashSet<>(Arrays.asList(field.split(",")))) {
            if (Names.isName(level)) {
                misuse(new Runlevel(level), mode).ifPresent(found::add);
            }
        }
        return found;
    }

    /** A mode at a reserved level where it has no good meaning. */
    record Misuse(Problem.Severity severity, String text) {}

    private static List<String> listErrors(String field) {
        List<String> errors = new ArrayList<>();
        // as in the original, one comma at the end makes a list of what would else be letters
        String list = field.endsWith(",") ? field.substring(0, field.length() - 1) : field;
        Set<String> seen = new HashSet<>();
        boolean hole = false;
        for (String level : list.split(",", -1)) {
            if (level.isBlank()) {
                hole = true;
            } else if (!seen.add(level)) {
                errors.add(twice(level, field));
            } else {
                Words.badName("runlevel name", level).ifPresent(errors::add);
            }
        }
        if (hole) {
            errors.add(0, "empty level in the list " + Words.quote(field));
        }
        return errors;
    }

    private static List<String> wordErrors(String field) {
        Optional<String> bad = Words.badName("runlevel name", field);
        if (bad.isPresent()) {
            return List.of(bad.get());
        }
        List<String> errors = new ArrayList<>();
        // only digits are surely meant as a list: 'start' has two of its letters twice, too
        if (field.chars().allMatch(c -> c >= '0' && c <= '9')) {
            String wayOut = " (a level of that name is written " + Words.quote(field + ",") + ")";
            field.chars()
                    .distinct()
                    .filter(c -> field.indexOf(c) != field.lastIndexOf(c))
                    .forEach(c -> errors.add(twice(Character.toString(c), field) + wayOut));
        }
        return errors;
    }

    private static String twice(String level, String field) {
        return "level " + Words.quote(level) + " listed twice in " + Words.quote(field);
    }

    private static Optional<Misuse> misuse(Runlevel level, Mode mode) {
        if (mode == Mode.OFF || !level.isReserved()) {
            return Optional.empty();
        }
        boolean background = mode == Mode.ONCE || mode == Mode.RESPAWN;
        if (mode == Mode.TEST && !level.equals(Runlevel.TEST)) {
            // its result would be a state in which the group neither goes on nor counts as stopped
            return error("mode test at level " + level + ": nothing acts on its result: expected wait"
                    + (level.equals(Runlevel.PLAN) ? ", or level test" : ""));
        }
        if (level.equals(Runlevel.PLAN)) {
            return warning("an entry at level plan runs on every node that considers the group,"
                    + " before it is known where the group goes");
        }
        if (level.equals(Runlevel.TEST)) {
            return background
                    ? warning("mode " + mode + " at level test starts before the group's tests have passed:"
                            + " expected test or wait")
                    : Optional.empty();
        }
        return switch (mode) {
            case RESPAWN ->
                error("mode respawn at level stop would keep running where the group is stopped: expected wait");
            case ONCE ->
                warning("mode once at level stop may still run when the group counts as stopped: expected wait");
            default -> Optional.empty();
        };
    }

    private static Optional<Misuse> error(String text) {
        return Optional.of(new Misuse(Problem.Severity.ERROR, text));
    }

    private static Optional<Misuse> warning(String text) {
        return Optional.of(new Misuse(Problem.Severity.WARNING, text));
    }
}
