package org.mosha.node;

/** An order that is not carried out; the message is a sentence for the person who gave it. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Refuses.
     *
     * @param sentence why, and what was expected
     */
    public Refused(String sentence) {
        super(sentence);
    }
}
