package org.mosha.exec;

/** Says in a sentence why a command cannot be started. */
final class CannotSpawn extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * Refuses a start.
     *
     * @param reason the sentence
     */
    CannotSpawn(String reason) {
        super(reason, null, false, false);
    }
}
