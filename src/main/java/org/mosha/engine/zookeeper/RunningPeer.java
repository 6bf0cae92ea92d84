package org.mosha.engine.zookeeper;

import java.io.File;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.security.sasl.SaslException;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.apache.zookeeper.server.admin.AdminServer.AdminServerException;
import org.apache.zookeeper.server.persistence.StrictLog;
import org.apache.zookeeper.server.quorum.HearingPeer;
import org.apache.zookeeper.server.quorum.QuorumPeer;
import org.apache.zookeeper.server.quorum.QuorumPeerConfig;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;
import org.apache.zookeeper.server.quorum.flexible.QuorumVerifier;
import org.mosha.config.EngineTimes;
import org.mosha.engine.IoReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of this node's peer, which can be looked at while it runs. Safe for use by several threads. */
final class RunningPeer extends QuorumPeerMain implements HearingPeer.Ear, StrictLog.Witness {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.engine");
    private static final long START_MILLIS = 3_000;
    private static final long AGAIN_MILLIS = 100;
    private static final int MOST_TOLD = 50;

    private final EngineTimes times;
    private final Formation formation;
    private final QuorumVerifier own;
    private final CopyPurge purge;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final TurnedAway turnedAway;
    private volatile boolean over;
    private final AtomicBoolean noted = new AtomicBoolean();
    private volatile Optional<String> unwritten = Optional.empty();

    /**
     * Starts nothing yet.
     *
     * @param purge removes what the copy does not need any more
     * @param turnedAway picks what the log says of strangers
     */
    RunningPeer(EngineTimes times, Formation formation, QuorumVerifier own, CopyPurge purge, TurnedAway turnedAway) {
        this.times = times;
        this.formation = formation;
        this.own = own;
        this.purge = purge;
        this.turnedAway = turnedAway;
    }

    @Override
    protected QuorumPeer getQuorumPeer() throws SaslException {
        return new StrictPeer(this, times, own, this) {
            @Override
            public void start() {
                super.start();
                begun.countDown();
            }

            @Override
            protected void refuses(SocketAddress from, String why) {
                turnedAway(from, "refused at this node's peer, as it has not shown to know the secret: " + why);
            }

            @Override
            protected void doesNotKnow(SocketAddress from, String why) {
                turnedAway(
                        from, "refused at this node's peer, as the two do not know each other by their keys: " + why);
            }

            @Override
            protected void breaksOff(SocketAddress from, String why) {
                turnedAway.brokenOff(from, why, System.nanoTime()).ifPresent(LOG::warn);
            }

            @Override
            protected void knows(SocketAddress from) {
                turnedAway.letIn(from);
            }

            @Override
            protected void refusedBy(SocketAddress to) {
                turnedAway(to, "the peer there and this node's do not have the same secret");
            }
        };
    }

    private void turnedAway(SocketAddress other, String sentence) {
        turnedAway.told(other, sentence, System.nanoTime()).ifPresent(LOG::warn);
    }

    @Override
    public void cannotWrite(File file, IOException why) {
        if (noted.compareAndSet(false, true)) {
            unwritten = Optional.of(IoReason.cannot("write", file.toPath(), why));
            LOG.error(
                    "the ZooKeeper peer of this node ends, so that it acknowledges nothing that is lost: {}",
                    unwritten.get());
            ending().start();
        }
    }

    /** A thread that ends it, not started yet. */
    Thread ending() {
        return new Thread(this::end, "mosha-peer-end");
    }

    /** The peer itself; empty before it starts. */
    Optional<HearingPeer> peer() {
        return Optional.ofNullable((HearingPeer) quorumPeer);
    }

    /** Whether it takes requests: it knows a leader, and has all that that one knows. */
    boolean isServing() {
        return peer().map(QuorumPeer::getActiveServer)
                .filter(ZooKeeperServer::isRunning)
                .isPresent();
    }

    @Override
    public Optional<ByteBuffer> says(long to, ByteBuffer message) {
        // whom it told that it leads, while it ends, might try to follow it for long
        return over ? Optional.empty() : formation.says(to, message);
    }

    @Override
    public Optional<ByteBuffer> hears(long from, ByteBuffer message) {
        // what is under way when it ends is not the next one's word
        return over ? Optional.empty() : formation.hears(from, message);
    }

    /** What it could not write, which ends it, as a sentence for people; empty as long as it could. */
    Optional<String> unwritten() {
        return unwritten;
    }

    /**
     * Runs it until it ends, however it does: ZooKeeper leaves the ports of one that could not start as they are.
     *
     * @param config what it is told
     * @throws IOException when it cannot start
     * @throws AdminServerException never, as there is no such server
     */
    void run(QuorumPeerConfig config) throws IOException, AdminServerException {
        try {
            runFromConfig(config);
        } finally {
            cannotBegin();
            purge.close();
            close();
        }
    }

    /** It serves: from now on nobody but itself reads its files, and those that are not needed can go. */
    void serves() {
        purge.start();
    }

    /** It will not start any more: nobody has to wait for that. */
    void cannotBegin() {
        begun.countDown();
    }

    /** Ends it, once it has started: one that is closed on its way there would keep its ports. */
    void end() {
        over = true;
        try {
            if (!begun.await(START_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.warn("the ZooKeeper peer of this node takes long to start; it is ended all the same");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Optional<HearingPeer> ended = peer();
        close();
        ended.ifPresent(peer -> awaitEnd(peer, peer::shutdown));
    }

    /**
     * One that was just beginning to lead, or to follow, has not heard that it is to end, and would keep its ports for as long
     * as it waits for others: it is told again.
     *
     * @param peer its thread
     * @param tell tells it
     */
    static void awaitEnd(Thread peer, Runnable tell) {
        try {
            for (int told = 1; peer.isAlive() && told < MOST_TOLD; told++) {
                peer.join(AGAIN_MILLIS);
                if (peer.isAlive()) {
                    tell.run();
                }
            }
            // its last step may have been to begin another election, which listens
            tell.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void close() {
        super.close();
    }
}
