package org.mosha.model;

import java.util.Objects;
import java.util.regex.Pattern;

/** The one rule for the names of groups, tags and runlevels. */
public final class Names {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");

    private Names() {}

    /**
     * Tells whether a text can be a group, tag or runlevel name.
     *
     * @param text what to look at
     * @return true when it is one or more of {@code [A-Za-z0-9_.-]}
     */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
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
