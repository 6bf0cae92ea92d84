package org.mosha.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines with aligned columns; the last column is as long as it is. */
final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> lines = new ArrayList<>();

    Table(String... heads) {
        line(heads);
    }

    /** Adds a line; an empty cell shows as {@code -}, so that every line has the same number of words. */
    void line(String... cells) {
        lines.add(Arrays.stream(cells).map(Table::visible).toList());
    }

    /** The text, each line ended. */
    String format() {
        int[] widths = new int[lines.get(0).size()];
        for (List<String> cells : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], cells.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> cells : lines) {
            for (int i = 0; i < widths.length - 1; i++) {
                text.append(cells.get(i))
                        .append(" ".repeat(widths[i] - cells.get(i).length()))
                        .append(GAP);
            }
            text.append(cells.get(widths.length - 1)).append('\n');
        }
        return text.toString();
    }

    private static String visible(String cell) {
        return cell.isEmpty() ? "-" : cell.replaceAll("\\p{Cntrl}", " ");
    }
}
