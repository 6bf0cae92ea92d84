package org.mosha.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured of several systems by turns, as one table; times are in milliseconds. */
final class PeerTable {
    private static final String LINE = "| %-22s | %-26s | %-27s | %-16s | %-23s |%n";

    private final String first;
    private final Map<String, Map<String, Rows>> events = new LinkedHashMap<>();

    private record Rows(List<Long> elsewhere, List<Long> both) {}

    /** A table in which the others are compared with one of the systems. */
    PeerTable(String first) {
        this.first = first;
    }

    /** Adds what was measured once. */
    void add(String event, String system, long elsewhere, long both) {
        Rows rows = events.computeIfAbsent(event, e -> new LinkedHashMap<>())
                .computeIfAbsent(system, s -> new Rows(new ArrayList<>(), new ArrayList<>()));
        rows.elsewhere().add(elsewhere);
        rows.both().add(both);
    }

    /** Whether nothing was measured. */
    boolean isEmpty() {
        return events.isEmpty();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        line(text, "event", "system", "started elsewhere after", "times " + first + "'s", "both ran");
        line(text, "---", "---", "---", "---", "---");
        events.forEach((event, systems) -> systems.forEach((system, rows) -> line(
                text,
                event,
                system,
                range(rows.elsewhere()),
                String.format(
                        Locale.ROOT,
                        "%.2f",
                        (double) median(rows.elsewhere())
                                / median(systems.getOrDefault(first, rows).elsewhere())),
                range(rows.both()))));
        return text.toString();
    }

    private static void line(StringBuilder text, Object... cells) {
        text.append(String.format(Locale.ROOT, LINE, cells));
    }

    private static String range(List<Long> values) {
        List<Long> sorted = values.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%,d (%,d to %,d; %d)",
                median(values),
                sorted.get(0),
                sorted.get(sorted.size() - 1),
                sorted.size());
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
