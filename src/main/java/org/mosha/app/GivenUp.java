package org.mosha.app;

/** A start that has come to nothing as the daemon was told to stop; the message is one line for the operator. */
final class GivenUp extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Says what told it, and what kept it from being ready.
     *
     * @param order the reason of who told it
     * @param waited what it waited for; empty for nothing that lasts
     */
    GivenUp(String order, String waited) {
        super("told to stop before it was ready (" + order + ")" + (waited.isEmpty() ? "" : ": " + waited));
    }
}
