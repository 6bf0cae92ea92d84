package org.mosha.node;

import java.io.IOException;
import java.time.Duration;

/** Everything that the node has done by others, but the engine. */
public interface Adapters {
    /**
     * Makes the port to the processes.
     *
     * @param listener takes the answers
     * @return the port
     * @throws IOException when it cannot be made
     */
    ProcessPort processes(ProcessPort.Listener listener) throws IOException;

    /**
     * Makes the port to the fencing.
     *
     * @param listener takes the answers
     * @return the port
     */
    FencePort fence(FencePort.Listener listener);

    /**
     * Moves the deadline at which a guard outside this process kills everything that was started, whatever has
     * become of this process, and from which on nothing is started. Called often; it must be quick.
     *
     * @param nanos until when this node may run groups, on the monotonic clock; everything is killed at once when that has
     *     come already
     */
    void lease(long nanos);

    /**
     * Tells people why the node is not there yet. Called on the thread that opens the node.
     *
     * @param why what it waits for, in one line
     */
    void waits(String why);

    /**
     * Whether the node that is being opened is not to join any more. Called on any thread, often.
     *
     * @return true from when somebody has told it to stop
     */
    default boolean isGivenUp() {
        return false;
    }

    /**
     * Keeps how many nodes the quorum remembers, for this daemon's next life. Called when it changes.
     *
     * @param nodes 0 or more
     */
    void remember(int nodes);

    /**
     * Takes the newest snapshot. Called on the node's thread; it must be quick.
     *
     * @param snapshot the state at the end of a cycle
     */
    void publish(NodeSnapshot snapshot);

    /**
     * The node's proof of life.
     *
     * @return how often it is due, and who takes it
     */
    Beat beat();

    /**
     * A proof of life.
     *
     * @param interval how often it is due
     * @param run gives it; must be quick
     */
    record Beat(Duration interval, Runnable run) {
        /** For a node that nobody watches. */
        public static final Beat NONE = new Beat(Duration.ofDays(1), () -> {});
    }
}
