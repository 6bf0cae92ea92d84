package org.mosha.config;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * One line of a file. A line ends at LF; a CR before it and a byte order mark at the file's beginning do not belong
 * to the text, so that files edited on other systems read the same. (The original would hand the CR to the shell.)
 *
 * @param number counted from 1
 * @param start where the text begins in the file
 * @param text the line's content, without its end
 */
record Line(int number, int start, String text) {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char REPLACEMENT = '\uFFFD';

    /**
     * Splits a file. Each line is made only when it is its turn: millions of them at once would not fit into a daemon.
     *
     * @param file its content
     * @return its lines; a last one without an end counts, an empty one does not
     */
    static Iterable<Line> of(String file) {
        return () -> new Splitting(file);
    }

    private static final class Splitting implements Iterator<Line> {
        private final String file;
        private int number;
        private int start;

        Splitting(String file) {
            this.file = file;
            this.start = !file.isEmpty() && file.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        }

        @Override
        public boolean hasNext() {
            return start < file.length();
        }

        @Override
        public Line next() {
            if (!hasNext()) {
                throw new NoSuchElementException("no more lines");
            }
            int found = file.indexOf('\n', start);
            int end = found < 0 ? file.length() : found;
            boolean cr = end > start && file.charAt(end - 1) == '\r';
            number++;
            Line line = new Line(number, start, file.substring(start, cr ? end - 1 : end));
            start = end + 1;
            return line;
        }
    }

    /**
     * Tells whether there is nothing to read in it. Other than in the original, a comment may be indented.
     *
     * @return true for a blank line and a {@code #} comment
     */
    boolean isIgnored() {
        String bare = text.stripLeading();
        return bare.isEmpty() || bare.charAt(0) == '#';
    }

    /**
     * Looks for characters that no line may have: control characters but for the tab, and what is left of bytes that
     * are not UTF-8.
     *
     * @return a sentence about the first one, or empty
     */
    Optional<String> flaw() {
        return flaw(text);
    }

    /**
     * The same for a text from elsewhere.
     *
     * @param text what to look at
     * @return a sentence about the first bad character, or empty
     */
    static Optional<String> flaw(String text) {
        for (int i = 0; i < text.length(); i++) {
            int point = text.codePointAt(i);
            if (Character.isISOControl(point) && point != '\t') {
                return Optional.of(String.format("control character U+%04X in the line", point));
            }
            if (point == REPLACEMENT || Character.getType(point) == Character.SURROGATE) {
                return Optional.of("unreadable character in the line: expected UTF-8");
            }
            i += Character.charCount(point) - 1;
        }
        return Optional.empty();
    }
}
