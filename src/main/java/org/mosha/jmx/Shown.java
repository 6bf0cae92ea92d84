package org.mosha.jmx;

/** Texts of others as a log or a sentence may carry them: on one line, without a terminal's orders, and not too long. */
public final class Shown {
    private static final int USUAL = 100;
    private static final String UNPRINTABLE = "[\\p{C}\\p{Zl}\\p{Zp}]";

    private Shown() {}

    /**
     * A text such as a name or a value.
     *
     * @param text the text; may be null
     * @return at most 100 characters of it, and dots where there were more; what cannot be printed is a question mark
     */
    public static String of(String text) {
        return of(text, USUAL);
    }

    /**
     * A longer text, such as a sentence that has names and values in it.
     *
     * @param text the text; may be null
     * @param most how many characters of it
     * @return those characters, and dots where there were more; what cannot be printed is a question mark
     */
    public static String of(String text, int most) {
        String whole = String.valueOf(text);
        String part = whole.length() <= most ? whole : whole.substring(0, most);
        return part.replaceAll(UNPRINTABLE, "?") + (whole.length() <= most ? "" : "...");
    }
}
