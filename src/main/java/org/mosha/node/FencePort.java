package org.mosha.node;

import org.mosha.model.NodeId;

/** What the node has done to shoot others. No call waits; answers come to the {@link Listener}. */
public interface FencePort {
    /** The {@link #method} that shoots nobody, and only says who should be. */
    String LOG_ONLY = "log only";

    /**
     * How nodes are shot, for people.
     *
     * @return such as {@code log only}, {@code command: …} or {@code fence-agent: fence_ipmilan}
     */
    String method();

    /**
     * Shoots a node. Answered by {@link Listener#shot}, exactly once, within the method's time-out.
     *
     * @param node the node
     * @param incarnation which life of its daemon is meant
     */
    void shoot(NodeId node, String incarnation);

    /**
     * Tries whether a node could be shot, without doing it. Waits, so it is not for the node's own thread.
     *
     * @param node the node
     * @return what the method said, one line
     * @throws Refused when the method cannot be tried, or says no
     */
    String test(NodeId node) throws Refused;

    /** Takes the answers, on any thread. */
    interface Listener {
        /**
         * A shot has ended.
         *
         * @param node the node
         * @param incarnation which life of its daemon was meant
         * @param answer what came of it
         * @param note one line: the exit code, or why it could not be done
         */
        void shot(NodeId node, String incarnation, Answer answer, String note);
    }

    /** What came of a shot. Only {@link #CONFIRMED} is a success. */
    enum Answer {
        /** The node is off for certain. */
        CONFIRMED,
        /** The method said that it failed, or could not verify it. */
        FAILED,
        /** The method has not answered in time. */
        TIMED_OUT,
        /** Nothing was done, as with the default, which only logs. */
        LOGGED
    }
}
