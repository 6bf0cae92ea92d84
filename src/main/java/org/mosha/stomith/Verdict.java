package org.mosha.stomith;

import org.mosha.node.FencePort.Answer;

/**
 * What came of a shot.
 *
 * @param answer the answer
 * @param note one line
 */
record Verdict(Answer answer, String note) {
    /**
     * The verdict on a command that should have turned a node off and has not said so.
     *
     * @param what which command, for people
     * @param ended how it has ended
     * @param text what of its output may be shown
     * @return never a success
     */
    static Verdict unconfirmed(String what, Ended ended, String text) {
        return switch (ended.how()) {
            case EXITED -> failed(Text.note(what + " gave exit code " + ended.exitCode(), text));
            case TIMED_OUT ->
                new Verdict(Answer.TIMED_OUT, Text.note(what + " was killed, since its time was over", text));
            case STOPPED -> failed(what + " was stopped, since the daemon goes down");
            case NOT_STARTED -> failed(Text.note(what + " could not be run", text));
        };
    }

    /**
     * A failure.
     *
     * @param note why
     * @return the verdict
     */
    static Verdict failed(String note) {
        return new Verdict(Answer.FAILED, note);
    }
}
