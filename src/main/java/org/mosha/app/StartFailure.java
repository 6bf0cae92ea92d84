package org.mosha.app;

/** Why a daemon cannot start; the message is one line for the operator. */
final class StartFailure extends Exception {
    private static final long serialVersionUID = 1L;

    StartFailure(String sentence) {
        super(sentence);
    }
}
