package org.mosha.config;

import java.util.List;
import org.mosha.model.GroupName;
import org.mosha.model.Runlevel;

/** Changes one level in a hactl's text. */
final class HactlEdit {
    private HactlEdit() {}

    static String edit(String text, GroupName group, Runlevel level) {
        for (Line line : Line.of(text)) {
            List<HactlLine.Word> words = HactlLine.of(line.text()).words();
            if (words.isEmpty()
                    || !words.get(0).text().equals(group.value())
                    || line.flaw().isPresent()) {
                continue;
            }
            if (words.size() == 1) {
                return replace(text, line.start() + words.get(0).end(), 0, " " + level);
            }
            HactlLine.Word old = words.get(1);
            return replace(text, line.start() + old.start(), old.text().length(), level.value());
        }
        return append(text, group + " " + level);
    }

    private static String replace(String text, int start, int length, String by) {
        return text.substring(0, start) + by + text.substring(start + length);
    }

    private static String append(String text, String line) {
        String lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
        boolean open = !text.isEmpty() && !text.endsWith("\n");
        return text + (open ? lineEnd : "") + line + lineEnd;
    }
}
