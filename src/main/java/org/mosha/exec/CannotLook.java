package org.mosha.exec;

import java.io.IOException;

/** Says that a look at processes could not be made: whoever asked knows nothing, least of all that nobody lives. */
final class CannotLook extends IOException {
    private static final long serialVersionUID = 1;

    /**
     * Answers nothing.
     *
     * @param reason the sentence
     */
    CannotLook(String reason) {
        super(reason);
    }
}
