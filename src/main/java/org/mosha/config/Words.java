package org.mosha.config;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.mosha.model.Names;

/** How problems speak of the words that they found and those that they expected. */
public final class Words {
    /** What a group, tag or runlevel name may be. */
    static final String NAME_EXPECTED = "expected one or more of A-Z a-z 0-9 _ . -";

    private static final int LONGEST = 40;

    private Words() {}

    /**
     * Quotes what the user wrote, shortened, with invisible characters made visible.
     *
     * @param text any text
     * @return the text between quotes
     */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder("'");
        int shown = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (shown++ == LONGEST) {
                return quoted.append("...'").toString();
            }
            int point = text.codePointAt(i);
            if (isVisible(point)) {
                quoted.appendCodePoint(point);
            } else {
                quoted.append(String.format("\\u%04X", point));
            }
        }
        return quoted.append('\'').toString();
    }

    /**
     * The sentence about a bad name.
     *
     * @param what such as {@code group name}
     * @param text what was found
     * @return the sentence, or empty when the name is good
     */
    static Optional<String> badName(String what, String text) {
        return Names.isName(text)
                ? Optional.empty()
                : Optional.of("bad " + what + " " + quote(text) + ": " + NAME_EXPECTED);
    }

    /**
     * Lists words as a sentence does.
     *
     * @param words one or more
     * @return such as {@code a, b or c}
     */
    static String or(List<String> words) {
        int last = words.size() - 1;
        return last == 0 ? words.get(0) : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    /**
     * A question after the nearest known word.
     *
     * @param text what was found
     * @param known what there is
     * @return such as {@code  (did you mean 'wait'?)}, or an empty text when nothing is near
     */
    public static String hint(String text, Collection<String> known) {
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String word : known) {
            int distance = text.equalsIgnoreCase(word) ? 0 : distance(text, word);
            // a name of one letter is as far from any other as can be
            boolean near =
                    distance <= Math.max(1, word.length() / 3) && distance < Math.min(text.length(), word.length());
            if (near && distance < least) {
                least = distance;
                nearest = word;
            }
        }
        return nearest == null ? "" : " (did you mean '" + nearest + "'?)";
    }

    private static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> point == ' ' || !Character.isSpaceChar(point);
        };
    }

    /** How many letters to change, add, drop or swap with the next; long texts are near to nothing. */
    private static int distance(String a, String b) {
        if (a.length() > LONGEST || b.length() > LONGEST) {
            return Integer.MAX_VALUE;
        }
        int[][] best = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                best[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : step(best, a, b, i, j);
            }
        }
        return best[a.length()][b.length()];
    }

    private static int step(int[][] best, String a, String b, int i, int j) {
        int change = best[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(change, 1 + Math.min(best[i - 1][j], best[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, best[i - 2][j - 2] + 1) : least;
    }
}
