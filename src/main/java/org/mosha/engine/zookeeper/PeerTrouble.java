package org.mosha.engine.zookeeper;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.zookeeper.server.quorum.QuorumPeer;

/** Why this node's peer takes no requests, as far as that can be told; for people. Safe for use by several threads. */
final class PeerTrouble {
    private final Formation formation;
    private final Room room;
    private final int expected;
    private final Supplier<Optional<RunningPeer>> running;
    private volatile String failure = "";
    private volatile Optional<String> unwritten = Optional.empty();
    private volatile Optional<String> noRoom = Optional.empty();

    /**
     * Nothing is wrong yet.
     *
     * @param formation knows whom the peer waits for
     * @param room knows whether there is space for its copy
     * @param expected of how many peers a majority is needed, as long as the peer does not say so itself
     * @param running the peer's present life, if there is one
     */
    PeerTrouble(Formation formation, Room room, int expected, Supplier<Optional<RunningPeer>> running) {
        this.formation = formation;
        this.room = room;
        this.expected = expected;
        this.running = running;
    }

    /** The last life has failed. */
    void failed(String reason) {
        failure = reason;
    }

    /** What the last life could not write, which has ended it; empty when it could, or another one begins. */
    void unwritten(Optional<String> sentence) {
        unwritten = sentence;
    }

    /** What cannot be written, so that none begins; empty when it can. */
    void noRoom(Optional<String> sentence) {
        noRoom = sentence;
    }

    /** What the last life could not write; empty when it could. */
    Optional<String> unwritten() {
        return unwritten;
    }

    /** Why the peer does not take requests. */
    String sentence() {
        Optional<String> why = unwritable().or(room::shortage);
        if (why.isPresent()) {
            return why.get();
        }
        if (peer().isEmpty()) {
            return "the ZooKeeper peer of this node " + (failure.isEmpty() ? "is starting" : "has failed: " + failure);
        }
        return formation.waiting().orElseGet(this::noMajority);
    }

    private String noMajority() {
        return "the ZooKeeper peer of this node reaches no majority of "
                + voters()
                + formation
                        .voiceless()
                        .map(nodes -> " (no vote of " + nodes + ", without a whole copy: see the log there)")
                        .orElse("")
                + formation.unheard();
    }

    private int voters() {
        return peer().map(QuorumPeer::getQuorumVerifier)
                .map(known -> known.getVotingMembers().size())
                .orElse(expected);
    }

    private Optional<? extends QuorumPeer> peer() {
        return running.get().flatMap(RunningPeer::peer);
    }

    /** Whom the peer has not heard of since it was started; empty when that is not what it waits for. */
    Optional<String> missing() {
        boolean looks = peer().isPresent()
                && running.get().filter(RunningPeer::isServing).isEmpty();
        return looks && unwritable().isEmpty() ? formation.missing() : Optional.empty();
    }

    /**
     * What the peer could not write. Such a one has ended, or ends, and takes no part until it can write again; empty for
     * any other.
     */
    Optional<String> unwritable() {
        return running.get().flatMap(RunningPeer::unwritten).or(() -> noRoom).or(() -> unwritten);
    }

    /** Why the peer could not even begin; empty while it runs. */
    Optional<Obstacle> failure() {
        return running.get().isPresent() || failure.isEmpty() || unwritable().isPresent()
                ? Optional.empty()
                : Optional.of(Obstacle.lasting("the ZooKeeper peer of this node has failed: " + failure));
    }
}
