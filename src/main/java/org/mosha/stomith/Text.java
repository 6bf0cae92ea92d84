package org.mosha.stomith;

import java.util.List;
import java.util.stream.Collectors;

/** Makes what a command has printed fit for a line of a log. */
final class Text {
    private static final int LONGEST_LINE = 300;
    private static final int NOTE_LINES = 3;
    private static final int LONGEST_NOTE = 400;

    private Text() {}

    /**
     * Cuts it into lines.
     *
     * @param text all of it
     * @return those that are not blank, without control characters, none longer than can be read
     */
    static List<String> lines(String text) {
        return text.lines()
                .map(line -> line.replaceAll("[\\p{Cntrl}\u2028\u2029]", " ").strip())
                .filter(line -> !line.isEmpty())
                .map(line -> cut(line, LONGEST_LINE))
                .toList();
    }

    /**
     * Adds the first lines to a sentence.
     *
     * @param sentence the sentence, without an end
     * @param text what was printed
     * @return one line
     */
    static String note(String sentence, String text) {
        String begin = lines(text).stream().limit(NOTE_LINES).collect(Collectors.joining("; "));
        return begin.isEmpty() ? sentence : sentence + ": " + cut(begin, LONGEST_NOTE);
    }

    private static String cut(String line, int longest) {
        return line.length() <= longest ? line : line.substring(0, longest) + " ...";
    }
}
