package org.mosha.node;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.mosha.cluster.FenceWord;
import org.mosha.config.NodeAddress;
import org.mosha.model.ClStat;
import org.mosha.model.GroupName;
import org.mosha.model.HaStat;
import org.mosha.model.NodeId;

/**
 * What makes nodes a cluster: who is there, what each says of its groups, who has a claim, and the operator's
 * files. No call but {@link #open}, {@link #writeHactl} and {@link #close} waits for the outside; what the
 * engine sees comes to the {@link Listener} as one consistent view.
 */
public interface ClusterEngine extends AutoCloseable {
    /**
     * A heartbeat that the others can see.
     *
     * @param atNanos when {@link #publish} was called for it, in nanoseconds of the monotonic clock
     * @param session the session length that it says
     * @param aloneNanos when there was certainly no other node last: whoever came since has begun to wait then or
     *     later. Not before {@code atNanos}
     */
    record Heartbeat(long atNanos, Duration session, long aloneNanos) {
        /**
         * A heartbeat for an engine that counts on nothing else.
         *
         * @param atNanos when it was said
         * @param session how long the others wait after it
         * @return the heartbeat
         */
        public static Heartbeat of(long atNanos, Duration session) {
            return new Heartbeat(atNanos, session, atNanos);
        }
    }

    /** Takes the views, on any thread; it only enqueues. */
    interface Listener {
        /**
         * The engine sees something new.
         *
         * @param view everything that it sees
         */
        void changed(EngineView view);

        /**
         * The engine takes longer to open than people expect.
         *
         * @param why what it waits for, in one line
         */
        default void waits(String why) {}

        /**
         * Whether the node is not to join any more: an engine that waits to open asks often, and then fails to. Called on
         * any thread; it is quick.
         *
         * @return true from when somebody has told it to stop
         */
        default boolean isGivenUp() {
            return false;
        }
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
     * Says how this node stands. Also the node's heartbeat: it is called every 400 ms, and eight times a session while no
     * other node is known.
     *
     * @param own this node's groups
     * @param consolidated the status of the cluster as this node sees it
     * @param standby whether this node keeps its groups stopped
     * @param session how long the others shall wait, after they have last heard of this node, before they take that it
     *     has killed its groups; an engine whose sessions have a length of their own says that one instead
     */
    void publish(ClStat own, HaStat consolidated, boolean standby, Duration session);

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
     * Tries to take several claims, as {@link #claim} does with each; an engine may do them in one go, which is quicker
     * than to begin with the first while the others are still being asked for.
     *
     * @param overEpochs for each group the epoch of a claim that may be taken from its owner; 0 for none
     */
    default void claimAll(Map<GroupName, Long> overEpochs) {
        overEpochs.forEach(this::claim);
    }

    /**
     * Gives a claim of this node back. One that it does not have, or has under another epoch, is left as it is.
     *
     * @param group the group
     * @param epoch the epoch of the claim that is meant
     */
    void release(GroupName group, long epoch);

    /**
     * The newest heartbeat of this node that the others can see. Called often, on the node's own thread.
     *
     * @return what they can rely on
     */
    Heartbeat heard();

    /**
     * Tells all nodes, also those that come later, what this node does to shoot a life of another one; the newest word
     * about a node replaces the one before, but that a life is confirmed off stays, until that life is heard again: then
     * it is void for all of them. It shows in the sighting of that node. What cannot be told is tried again.
     *
     * @param node the node that is shot
     * @param word the word
     */
    void fencing(NodeId node, FenceWord word);

    /** Looks at everything at once. */
    void look();

    /**
     * Looks at everything at once, also at what the operator has written a moment ago.
     *
     * @param then is run on some thread when what was seen has been told to the listener; not at all when the engine ends
     *     before, nor as long as it does not reach its cluster; of very many that ask meanwhile, those that came last
     */
    void look(Runnable then);

    /**
     * Replaces this node's hactl, from where it reaches the others. Called on any thread.
     *
     * @param edit makes the new text of the old one
     * @throws IOException when it cannot be read or written, with a sentence that says why
     */
    void writeHactl(UnaryOperator<String> edit) throws IOException;

    /**
     * Remembers whether this node is in standby, also for its next start. Each time that it is to be is an order of its
     * own, which the nodes that are meant see, also one that was told so before. What ends it shows in a view before this
     * returns.
     *
     * @param standby the new value
     * @param everywhere whether all nodes of the cluster are meant
     * @throws IOException when it cannot be remembered, with a sentence that says why
     */
    void standby(boolean standby, boolean everywhere) throws IOException;

    /**
     * The last versions of the configuration, which is cltab and hactl.
     *
     * @param count how many at most
     * @return a line a version, oldest first: number, time, author, what was changed and how
     * @throws IOException when this engine keeps no versions, or cannot be reached, with a sentence that says so
     */
    default List<String> configLog(int count) throws IOException {
        throw new IOException("engine=" + name() + " keeps no versions of the configuration");
    }

    /**
     * A version of the configuration.
     *
     * @param version its number
     * @return cltab and hactl as they were, each after a line that names it
     * @throws IOException when there is no such version, or none at all, with a sentence that says so
     */
    default String configShow(long version) throws IOException {
        throw new IOException("engine=" + name() + " keeps no versions of the configuration");
    }

    /**
     * Makes the files of an earlier version the next version.
     *
     * @param version its number
     * @return the number of the version that was made
     * @throws IOException when there is no such version, or none at all, with a sentence that says so
     */
    default long configRevert(long version) throws IOException {
        throw new IOException("engine=" + name() + " keeps no versions of the configuration");
    }

    /**
     * How many nodes the cluster still has, whether they are there or not, since this engine saw others being removed.
     *
     * @return the number; empty when it has seen no removal, or nodes were added since
     */
    default OptionalInt remaining() {
        return OptionalInt.empty();
    }

    /**
     * Makes a node, whose daemon waits for that, one of the cluster's. Waits until it is.
     *
     * @param node the node
     * @param address where it is, if whoever asks says so; another one than the node's own settings have is refused
     * @throws IOException when it cannot be added, with a sentence that says why
     */
    default void addNode(NodeId node, Optional<NodeAddress> address) throws IOException {
        throw new IOException("with engine=" + name() + " a node joins the cluster as soon as it is started");
    }

    /**
     * Makes a node one of the cluster's no more. Waits until that is so.
     *
     * @param node the node, which may be this one
     * @return false when it has groups: it is told to halt them, and to be removed afterwards
     * @throws IOException when it cannot be removed, with a sentence that says why
     */
    default boolean removeNode(NodeId node) throws IOException {
        throw new IOException("with engine=" + name() + " a node leaves the cluster when it is stopped");
    }

    /** Leaves the cluster: this node's status is withdrawn and its claims are given back. */
    @Override
    void close();
}
