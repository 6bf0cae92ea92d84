package org.mosha.cli;

import java.net.UnknownHostException;

/** What lies at the bottom of an exception. */
final class Cause {
    private Cause() {}

    /** The first line of what the innermost cause says. */
    static String told(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof UnknownHostException) {
            // it says no more than the host's name
            return "unknown host " + cause.getMessage();
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return message.lines().findFirst().orElse("");
    }

    /** Whether an exception, or one of its causes, is of a kind. */
    static boolean has(Throwable thrown, Class<? extends Throwable> kind) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
