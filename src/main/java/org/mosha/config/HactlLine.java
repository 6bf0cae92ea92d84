package org.mosha.config;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a hactl's line, with their places in it.
 *
 * @param words what stands between blanks, up to a word that begins with {@code #}
 */
record HactlLine(List<Word> words) {
    /** A word and where it begins in the line. */
    record Word(String text, int start) {
        int end() {
            return start + text.length();
        }
    }

    /**
     * Splits a line at blanks and tabs.
     *
     * @param text the line
     * @return its words
     */
    static HactlLine of(String text) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int start = at;
            while (at < text.length() && !isBlank(text.charAt(at))) {
                at++;
            }
            if (at == start) {
                at++;
            } else if (text.charAt(start) == '#') {
                break;
            } else {
                words.add(new Word(text.substring(start, at), start));
            }
        }
        return new HactlLine(words);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
