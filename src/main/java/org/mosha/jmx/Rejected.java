package org.mosha.jmx;

/** An order that a bean does not carry out; it never leaves this room, since clients would lack the class. */
final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Takes the sentence that the client is told. */
    Rejected(String sentence) {
        super(sentence, null, false, false);
    }
}
