package org.mosha.config;

import java.util.Locale;
import java.util.Optional;

/** How an entry of a cltab is run. */
public enum Mode {
    /** In the foreground; the next entry starts when it has ended. */
    WAIT,
    /** In the background, not restarted. */
    ONCE,
    /** In the background, restarted when it ends. */
    RESPAWN,
    /** In the foreground; exit code 0 is PASSED, anything else FAILED. */
    TEST,
    /** Never started, stopped if it runs. */
    OFF;

    /**
     * Reads a mode's name.
     *
     * @param text as a cltab spells it, in lower case
     * @return the mode, or empty when there is none of that name
     */
    public static Optional<Mode> parse(String text) {
        for (Mode mode : values()) {
            if (mode.toString().equals(text)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    /** The name that a cltab uses. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
