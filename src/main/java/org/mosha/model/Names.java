package org.mosha.model;

import java.util.Objects;

/** The one rule for the names of groups, tags and runlevels. */
public final class Names {
    private Names() {}

    /**
     * Tells whether a text can be a group, tag or runlevel name.
     *
     * @param text what to look at
     * @return true when it is one or more of {@code [A-Za-z0-9_.-]}
     */
    public static boolean isName(String text) {
        // a name is checked each time one is made, which is too often for a regular expression
        for (int i = 0; i < text.length(); i++) {
            if (!isPart(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isPart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '.' || c == '-';
    }

    static String require(String what, String text) {
        Objects.requireNonNull(text, what);
        if (!isName(text)) {
            throw new IllegalArgumentException(
                    "bad " + what + " '" + text + "': expected one or more of A-Z a-z 0-9 _ . -");
        }
        return text;
    }
}
