package org.mosha.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a user of remote JMX may do. */
public enum Role {
    /** Look, and ask for reasons. */
    READ,
    /** Also operate Mosha's beans. */
    CONTROL;

    /** What a text may be, as the end of a sentence "expected ...". */
    public static final String EXPECTED = "read or control";

    /**
     * Finds a role.
     *
     * @param text its name as files and options spell it
     * @return the role, or empty when there is none of that name
     */
    public static Optional<Role> of(String text) {
        return Arrays.stream(values()).filter(r -> r.toString().equals(text)).findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
