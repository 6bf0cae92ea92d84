package org.mosha.trust;

/** Why keys or a secret cannot be used or made; the message is one line for the operator. */
public final class TrustProblem extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param sentence what is wrong and what helps, one line
     */
    public TrustProblem(String sentence) {
        super(sentence);
    }

    TrustProblem(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
