package org.mosha.node;

import java.io.IOException;
import java.util.function.UnaryOperator;
import org.mosha.model.ClStat;
import org.mosha.model.GroupName;
import org.mosha.model.HaStat;

/**
 * What makes nodes a cluster: who is there, what each says of its groups, who has a claim, and the operator's
 * files. No call but {@link #open}, {@link #writeHactl} and {@link #close} waits for the outside; what the
 * engine sees comes to the {@link Listener} as one consistent view.
 */
public interface ClusterEngine extends AutoCloseable {
    /** Takes the views, on any thread; it only enqueues. */
    interface Listener {
        /**
         * The engine sees something new.
         *
         * @param view everything that it sees
         */
        void changed(EngineView view);
    }

    /**
     * The engine's name, as the setting {@code engine} spells it.
     *
     * @return a word
     */
    String name();

    /**
     * Joins the cluster and begins to look. The first view comes to the listener before this returns.
     *
     * @param listener takes the views
     * @throws IOException when the node cannot join, with a sentence that says why
     */
    void open(Listener listener) throws IOException;

    /**
     * Says how this node stands. Also the node's heartbeat: it is called at least once a cycle.
     *
     * @param own this node's groups
     * @param consolidated the status of the cluster as this node sees it
     * @param standby whether this node keeps its groups stopped
     */
    void publish(ClStat own, HaStat consolidated, boolean standby);

    /**
     * Tries to take the claim of a group; whether that worked shows in a later view. Of several nodes that try,
     * one has it at most.
     *
     * @param group the group
     * @param overEpoch the epoch of a claim that may be taken from its owner by the takeover rule; 0 to take the
     *     claim only when nobody has it. A claim of this node itself gets a new epoch in the same way
     */
    void claim(GroupName group, long overEpoch);

    /**
     * Gives a claim of this node back. One that it does not have, or has under another epoch, is left as it is.
     *
     * @param group the group
     * @param epoch the epoch of the claim that is meant
     */
    void release(GroupName group, long epoch);

    /**
     * The newest heartbeat of this node that the others can see.
     *
     * @return when {@link #publish} was called for it, in nanoseconds of the monotonic clock
     */
    long heardNanos();

    /** Looks at everything at once. */
    void look();

    /**
     * Replaces this node's hactl, from where it reaches the others. Called on any thread.
     *
     * @param edit makes the new text of the old one
     * @throws IOException when it cannot be read or written, with a sentence that says why
     */
    void writeHactl(UnaryOperator<String> edit) throws IOException;

    /**
     * Remembers whether this node is in standby, also for its next start.
     *
     * @param standby the new value
     * @param everywhere whether all nodes of the cluster are meant
     * @throws IOException when it cannot be remembered, with a sentence that says why
     */
    void standby(boolean standby, boolean everywhere) throws IOException;

    /** Leaves the cluster: this node's status is withdrawn and its claims are given back. */
    @Override
    void close();
}
