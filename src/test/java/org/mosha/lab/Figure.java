package org.mosha.lab;

import java.util.List;
import java.util.Locale;

/**
 * What was measured several times.
 *
 * @param what what it is
 * @param unit in which
 * @param values what it was each time
 */
record Figure(String what, String unit, List<Long> values) {
    @Override
    public String toString() {
        if (values.isEmpty()) {
            return what + ": not measured";
        }
        List<Long> sorted = values.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%-44s %6d %s (median of %d, %d to %d)",
                what,
                sorted.get(sorted.size() / 2),
                unit,
                sorted.size(),
                sorted.get(0),
                sorted.get(sorted.size() - 1));
    }
}
