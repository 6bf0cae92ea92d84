package org.apache.zookeeper.server.quorum;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import javax.security.sasl.SaslException;
import org.apache.zookeeper.common.QuorumX509Util;
import org.apache.zookeeper.common.X509Exception;
import org.apache.zookeeper.server.quorum.auth.QuorumAuthLearner;
import org.apache.zookeeper.server.quorum.auth.QuorumAuthServer;
import org.apache.zookeeper.server.quorum.flexible.QuorumVerifier;

/**
 * A peer of which it can be told what it says and hears in elections. It is in ZooKeeper's own package as ZooKeeper lets
 * its connections be extended, but shows a message's bytes to nobody outside.
 */
public class HearingPeer extends QuorumPeer {
    private final Ear ear;
    private final ThreadLocal<QuorumServer> called = new ThreadLocal<>();

    /** Who is told; called on ZooKeeper's threads, which must not be kept. */
    public interface Ear {
        /**
         * Something is to be said to another node.
         *
         * @param to that node's number
         * @param message a notification of an election
         * @return what is sent: the notification, with whatever follows it; empty when nothing is
         */
        Optional<ByteBuffer> says(long to, ByteBuffer message);

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

    /** Also tells of those who do not know the secret, where there is one. */
    @Override
    public void initialize() throws SaslException {
        super.initialize();
        if (isQuorumSaslAuthEnabled()) {
            authServer = heard(authServer);
            authLearner = answered(authLearner);
        }
    }

    private QuorumAuthServer heard(QuorumAuthServer server) {
        return (socket, said) -> {
            SocketAddress from = socket.getRemoteSocketAddress();
            try {
                server.authenticate(socket, said);
            } catch (IOException e) {
                refuses(from, e.getMessage());
                throw e;
            }
        };
    }

    private QuorumAuthLearner answered(QuorumAuthLearner learner) {
        return (socket, host) -> {
            SocketAddress to = socket.getRemoteSocketAddress();
            try {
                learner.authenticate(socket, host);
            } catch (SaslException e) {
                refusedBy(to);
                throw e;
            }
        };
    }

    /**
     * Somebody has not shown to know the secret, and is let in nowhere. Here nobody is told.
     *
     * @param from where the connection came from
     * @param why what ZooKeeper says of it
     */
    protected void refuses(SocketAddress from, String why) {}

    /**
     * A connection comes to nothing as no TLS can be spoken on it: the other end has no key, or one of the two does not know
     * the other's. Here nobody is told.
     *
     * @param from where the connection came from
     * @param why what the JDK or ZooKeeper says of it
     */
    protected void doesNotKnow(SocketAddress from, String why) {}

    /**
     * A connection has broken before TLS was spoken on it, which says nothing about keys: a caller may have given up, or may
     * not have been able to tell that it does not know this peer's. Here nobody is told.
     *
     * @param from where the connection came from
     * @param why what the JDK says of it
     */
    protected void breaksOff(SocketAddress from, String why) {}

    /**
     * Somebody and this peer know each other by their keys. Here nobody is told.
     *
     * @param from where the connection came from
     */
    protected void knows(SocketAddress from) {}

    /**
     * Another peer does not take this one, or cannot show itself to know the secret. Here nobody is told.
     *
     * @param to where it listens
     */
    protected void refusedBy(SocketAddress to) {}

    @Override
    QuorumX509Util createX509Util() {
        return new Handshaking();
    }

    /**
     * Shakes hands with who calls as soon as there is a socket for that. ZooKeeper does so, too, on the same thread, to log
     * the cipher: what that comes to would be lost, and later there is only a socket that is closed or broken.
     */
    private static final class Handshaking extends QuorumX509Util {
        @Override
        public SSLSocket createSSLSocket(Socket socket, byte[] pushback) throws X509Exception, IOException {
            SSLSocket calling = super.createSSLSocket(socket, pushback);
            calling.startHandshake();
            return calling;
        }
    }

    @Override
    public QuorumCnxManager createCnxnManager() {
        return new Connections(this);
    }

    /**
     * Also has the node that is being called on this thread, if the list has it not: ZooKeeper tells only those on the
     * list who it is, and one that was removed, or is not added yet, would never be answered by those with larger numbers.
     * Votes are counted by the list itself.
     */
    @Override
    public Map<Long, QuorumServer> getView() {
        Map<Long, QuorumServer> view = super.getView();
        QuorumServer other = called.get();
        if (other == null || view.containsKey(other.id)) {
            return view;
        }
        Map<Long, QuorumServer> all = new HashMap<>(view);
        all.put(other.id, other);
        return all;
    }

    /**
     * This peer has a new connection with another one, whose socket can be told something. Here it is told nothing.
     *
     * @param port the port at one of its ends; there may be others that have it
     */
    protected void connectsAt(int port) {}

    /**
     * Tells those on the list who do not follow that this peer leads, if it does. ZooKeeper's own waits until it is asked;
     * but one that has lost its disk may know of nobody whom it could ask. On hearing a newer list it takes that over.
     */
    public void knock() {
        Leader leading = leader;
        if (leading == null
                || getPeerState() != ServerState.LEADING
                || !(getElectionAlg() instanceof FastLeaderElection election)) {
            return;
        }
        QuorumVerifier list = getQuorumVerifier();
        Set<Long> missing = new HashSet<>(list.getVotingMembers().keySet());
        missing.remove(getMyId());
        leading.getForwardingFollowers().forEach(follower -> missing.remove(follower.getSid()));
        missing.forEach(sid -> election.sendqueue.offer(knock(election, list, sid)));
    }

    private FastLeaderElection.ToSend knock(FastLeaderElection election, QuorumVerifier list, long sid) {
        Vote vote = getCurrentVote();
        return new FastLeaderElection.ToSend(
                FastLeaderElection.ToSend.mType.notification,
                vote.getId(),
                vote.getZxid(),
                election.logicalclock.get(),
                ServerState.LEADING,
                sid,
                vote.getPeerEpoch(),
                list.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static final class Connections extends QuorumCnxManager {
        private final HearingPeer peer;
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
            this.peer = peer;
            this.self = peer.getMyId();
            this.ear = peer.ear;
        }

        @Override
        public void initiateConnection(MultipleAddresses address, Long sid) {
            QuorumServer other = new QuorumServer(sid, address.getOne(), address.getOne());
            other.hostname = address.getOne().getHostString();
            peer.called.set(other);
            try {
                super.initiateConnection(address, sid);
                peer.connectsAt(other.addr.getOne().getPort());
            } finally {
                peer.called.remove();
            }
        }

        @Override
        public void receiveConnection(Socket socket) {
            peer.connectsAt(socket.getLocalPort());
            if (shakesHands(socket)) {
                super.receiveConnection(socket);
            }
        }

        /** With TLS, what would come with the first word that is read: ZooKeeper does not tell what becomes of it. */
        private boolean shakesHands(Socket socket) {
            if (!(socket instanceof UnifiedServerSocket.UnifiedSocket unified)) {
                return true;
            }
            SocketAddress from = socket.getRemoteSocketAddress();
            try {
                unified.getSslSocket();
                peer.knows(from);
                return true;
            } catch (IOException e) {
                if (isBreak(e)) {
                    peer.breaksOff(from, e.getMessage());
                } else {
                    peer.doesNotKnow(from, e.getMessage());
                }
                close(socket);
                return false;
            }
        }

        private static boolean isBreak(Throwable failure) {
            return failure != null
                    && (failure instanceof SocketException
                            || failure instanceof SocketTimeoutException
                            || failure instanceof EOFException
                            || isBreak(failure.getCause()));
        }

        private static void close(Socket socket) {
            try {
                socket.close();
            } catch (IOException e) {
                // it is of no use any more in either case
            }
        }

        @Override
        public void toSend(Long to, ByteBuffer message) {
            Optional<ByteBuffer> said = to == self ? Optional.of(message) : ear.says(to, message);
            said.ifPresent(all -> super.toSend(to, all));
        }

        @Override
        public void addToRecvQueue(Message message) {
            ear.hears(message.sid, message.buffer.duplicate()).ifPresent(answer -> super.toSend(message.sid, answer));
            super.addToRecvQueue(message);
        }
    }
}
