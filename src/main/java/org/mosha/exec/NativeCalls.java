package org.mosha.exec;

import java.util.Optional;
import org.mosha.linux.Libc;

/** Gets the calls of the C library ready, which takes a while when it is first done. */
public final class NativeCalls {
    /** Kept, as the JVM tells only who comes first why a class cannot be used. */
    private static final Optional<LinkageError> TROUBLE = load();

    private NativeCalls() {}

    /**
     * Loads what is needed for them, when that is not done already.
     *
     * @return why they cannot be had, in one line; empty when they can
     */
    public static Optional<String> trouble() {
        return TROUBLE.map(NativeCalls::told);
    }

    private static Optional<LinkageError> load() {
        try {
            Libc.geteuid();
            return Optional.empty();
        } catch (LinkageError e) {
            return Optional.of(e);
        }
    }

    private static String told(LinkageError error) {
        String why = error.getMessage() == null ? error.toString() : error.getMessage();
        return "the C library cannot be called: " + why.lines().findFirst().orElse("")
                + " (a directory where programs may be unpacked and run is named by "
                + "MOSHA_DAEMON_OPTS=-Djna.tmpdir=DIR)";
    }
}
