package org.mosha.engine.zookeeper;

import java.time.Duration;
import java.util.Optional;
import org.apache.zookeeper.server.quorum.HearingPeer;
import org.apache.zookeeper.server.quorum.QuorumCnxManager;
import org.apache.zookeeper.server.quorum.QuorumPeer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the elections of this node's peer: those that are missing are knocked at, old connections are made anew when
 * no leader is found, and a new cluster begins when it may. Used by the engine's thread.
 */
final class Elections {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.engine");

    /** The time between two knocks at those of the ensemble that are missing. */
    static final long KNOCK_NANOS = 1_000_000_000;

    /** Why a peer may begin with an empty copy. */
    enum Beginning {
        /** It may not. */
        NONE,
        /** The operator has told it. */
        TOLD,
        /** All nodes are new. */
        ALL_NEW
    }

    /** So long a lone node that has nothing waits for a knock before it begins a cluster. */
    private static final long LISTEN_NANOS = 2 * KNOCK_NANOS;

    private final Formation formation;
    private final PeerData data;
    private final Duration session;
    private final boolean alone;
    private long servedNanos = System.nanoTime();
    private long knockedNanos = System.nanoTime();
    private Optional<Long> dueNanos = Optional.empty();
    private String waiting = "";
    private long waitingNanos;
    private boolean told;

    /**
     * Looks at nothing yet.
     *
     * @param formation what the others have said of themselves
     * @param data what the operator has allowed
     * @param session the session's length
     * @param alone whether there is no other peer
     */
    Elections(Formation formation, PeerData data, Duration session, boolean alone) {
        this.formation = formation;
        this.data = data;
        this.session = session;
        this.alone = alone;
    }

    /** The peer takes requests, and so knows a leader. */
    void serves(RunningPeer running) {
        long now = System.nanoTime();
        servedNanos = now;
        formation.settled();
        running.serves();
        if (now - knockedNanos >= KNOCK_NANOS) {
            knockedNanos = now;
            running.peer().ifPresent(HearingPeer::knock);
        }
    }

    /**
     * The peer takes no requests. Peers that were cut off from each other keep their connections, and TCP tries those again
     * only after as long as the cut has lasted: one that finds no leader for a session's length has them made anew.
     */
    void waits(Optional<HearingPeer> peer) {
        long now = System.nanoTime();
        if (now - servedNanos >= session.toNanos()) {
            servedNanos = now;
            peer.map(QuorumPeer::getQuorumCnxManager).ifPresent(QuorumCnxManager::softHalt);
        }
    }

    /** Whether a peer that knows no leader may begin with an empty copy, and why; says once what it waits for. */
    Beginning mayBegin() {
        Optional<String> sentence = formation.waiting();
        tell(sentence.orElse(""));
        if (isDue(System.nanoTime())) {
            LOG.info("all nodes are there and new: a new cluster begins");
            return Beginning.ALL_NEW;
        }
        if (sentence.isPresent() && data.mayBeEmpty()) {
            LOG.info("told to begin with an empty copy");
            return Beginning.TOLD;
        }
        return Beginning.NONE;
    }

    /** Logs what the peer waits for, once, when it has been waiting for that for a session's length. */
    private void tell(String now) {
        if (!now.equals(waiting)) {
            waiting = now;
            waitingNanos = System.nanoTime();
            told = false;
        } else if (!told && !now.isEmpty() && System.nanoTime() - waitingNanos >= session.toNanos()) {
            told = true;
            LOG.warn("{}", now);
        }
    }

    /**
     * Whether a new cluster may begin. One of several nodes begins when all have said that they are new. A lone one has
     * nobody to ask; but if there are others whom its settings do not know, their leader knocks.
     */
    private boolean isDue(long now) {
        dueNanos = formation.isDue() ? dueNanos.or(() -> Optional.of(now)) : Optional.empty();
        return dueNanos.filter(since -> !alone || now - since >= LISTEN_NANOS).isPresent();
    }
}
