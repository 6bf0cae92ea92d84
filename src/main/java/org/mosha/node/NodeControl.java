package org.mosha.node;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.mosha.config.NodeAddress;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;

/**
 * What the outside may see of a node and ask of it; safe to call on any thread. Orders are carried out by the
 * node's own thread: a call returns when the order was accepted (and, for an edit, the file written), not
 * when its consequences have come about.
 */
public interface NodeControl {
    /**
     * The node's state as of the end of its last cycle.
     *
     * @return never null; cheap
     */
    NodeSnapshot snapshot();

    /**
     * For each node the one reason why a group runs or does not run there, as of the end of the last cycle.
     *
     * @param group the group
     * @return a line a node; empty when the group is not known
     */
    SortedMap<NodeId, String> reasons(GroupName group);

    /**
     * The last decisions and transitions, oldest first, each a line with its time and reason.
     *
     * @param count how many at most
     * @return the lines
     */
    List<String> history(int count);

    /**
     * What this node would do in its next cycle, and why, changing nothing.
     *
     * @return the contract's JSON
     */
    String simulate();

    /**
     * Changes a group's level in hactl, for the whole cluster.
     *
     * @param group a group that the cltab has
     * @param level a level that one of the group's entries has, or {@code stop}
     * @return the level that the file had before, which the snapshot need not show yet
     * @throws Refused when there is no such group or level, or the file cannot be written
     */
    Runlevel setRunlevel(GroupName group, Runlevel level) throws Refused;

    /**
     * Halts this node's groups at once and keeps it in standby, whether or not the engine works.
     *
     * @return why the node's next start will not know of it, in one line; empty when it will
     */
    Optional<String> halt();

    /**
     * Whether this node only votes, so that it is in standby whatever it is told.
     *
     * @return true with {@code groups=none}
     */
    boolean votesOnly();

    /**
     * Ends the standby of this node.
     *
     * @throws Refused when that cannot be remembered: its next start would halt again
     */
    void resume() throws Refused;

    /**
     * Halts all nodes' groups and keeps the nodes in standby.
     *
     * @throws Refused when the cluster cannot be told
     */
    void haltCluster() throws Refused;

    /**
     * Shoots a node.
     *
     * @param node the node
     * @throws Refused when it is this node, or not known
     */
    void stomith(NodeId node) throws Refused;

    /**
     * Takes the operator's word that a node is off.
     *
     * @param node the node
     * @throws Refused when it is this node, or not known
     */
    void confirmOff(NodeId node) throws Refused;

    /**
     * Tries whether a node could be shot, without doing it.
     *
     * @param node the node
     * @return what the method said
     * @throws Refused when the method cannot be tried, or says no
     */
    String testFencing(NodeId node) throws Refused;

    /**
     * The last versions of the configuration. Waits for the engine.
     *
     * @param count how many at most
     * @return a line a version, oldest first
     * @throws Refused when the engine keeps none, or cannot be reached
     */
    List<String> configLog(int count) throws Refused;

    /**
     * A version of the configuration. Waits for the engine.
     *
     * @param version its number
     * @return cltab and hactl as they were
     * @throws Refused when there is no such version, or the engine cannot be reached
     */
    String configShow(long version) throws Refused;

    /**
     * Makes the files of an earlier version the next version. Waits for the engine.
     *
     * @param version its number
     * @return the number of the version that was made
     * @throws Refused when there is no such version, or the engine cannot be reached
     */
    long configRevert(long version) throws Refused;

    /**
     * Makes a node, whose daemon waits for that, one of the cluster's. Waits for the engine.
     *
     * @param node the node
     * @param address where it is, if whoever asks says so
     * @throws Refused when it cannot be added
     */
    void addNode(NodeId node, Optional<NodeAddress> address) throws Refused;

    /**
     * Makes a node one of the cluster's no more. Waits for the engine.
     *
     * @param node the node, which may be this one
     * @return false when it has groups, which it halts now: it is to be removed afterwards
     * @throws Refused when it cannot be removed
     */
    boolean removeNode(NodeId node) throws Refused;

    /**
     * Looks at cltab and hactl at once. Waits a moment.
     *
     * @return whether they were looked at, and the snapshot says what came of it; false when that takes longer
     */
    boolean reread();

    /** Begins a cycle at once. */
    void cycleNow();

    /**
     * Sets the cycle time; when this returns, the snapshot shows it, unless the node is being held up.
     *
     * @param cycleTime the longest wait between two cycles; more than zero
     */
    void setCycleTime(Duration cycleTime);

    /**
     * Sets how many nodes the quorum remembers.
     *
     * @param nodes 1 or more
     */
    void resetQuorum(int nodes);

    /**
     * Has a listener told of everything that happens, on the node's own thread: it must only enqueue.
     *
     * @param listener takes the notices
     */
    void onNotice(Consumer<Notice> listener);
}
