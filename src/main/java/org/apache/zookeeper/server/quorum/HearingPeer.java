package org.apache.zookeeper.server.quorum;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import javax.security.sasl.SaslException;

/**
 * A peer of which it can be told what it says and hears in elections. It is in ZooKeeper's own package as ZooKeeper lets
 * its connections be extended, but shows a message's bytes to nobody outside.
 */
public class HearingPeer extends QuorumPeer {
    private final Ear ear;

    /** Who is told; called on ZooKeeper's threads, which must not be kept. */
    public interface Ear {
        /**
         * Something is to be said to another node.
         *
         * @param to that node's number
         * @param message a notification of an election
         * @return what is sent: the notification, with whatever follows it
         */
        ByteBuffer says(long to, ByteBuffer message);

        /**
         * Something has been said by a node, which may be this one.
         *
         * @param from that node's number
         * @param message what was sent
         * @return what is to be sent to that node at once; empty if nothing is
         */
        Optional<ByteBuffer> hears(long from, ByteBuffer message);
    }

    /**
     * Makes a peer that is not configured yet.
     *
     * @param ear who is told
     * @throws SaslException when ZooKeeper cannot set up how peers know each other
     */
    public HearingPeer(Ear ear) throws SaslException {
        this.ear = Objects.requireNonNull(ear, "ear");
    }

    @Override
    public QuorumCnxManager createCnxnManager() {
        return new Connections(this);
    }

    private static final class Connections extends QuorumCnxManager {
        private final long self;
        private final Ear ear;

        private Connections(HearingPeer peer) {
            super(
                    peer,
                    peer.getMyId(),
                    peer.getView(),
                    peer.authServer,
                    peer.authLearner,
                    peer.getTickTime() * peer.getSyncLimit(),
                    peer.getQuorumListenOnAllIPs(),
                    peer.quorumCnxnThreadsSize,
                    peer.isQuorumSaslAuthEnabled());
            this.self = peer.getMyId();
            this.ear = peer.ear;
        }

        @Override
        public void toSend(Long to, ByteBuffer message) {
            super.toSend(to, to == self ? message : ear.says(to, message));
        }

        @Override
        public void addToRecvQueue(Message message) {
            ear.hears(message.sid, message.buffer.duplicate()).ifPresent(answer -> super.toSend(message.sid, answer));
            super.addToRecvQueue(message);
        }
    }
}
