package org.apache.zookeeper.server.quorum;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.apache.zookeeper.server.RequestThrottler;
import org.apache.zookeeper.server.persistence.FileTxnSnapLog;

/**
 * A follower that joins its new leader as soon as that one listens, and has patience until it does. ZooKeeper's own tries
 * five times, whatever the pause in between: with short pauses it gives a leader up that is a little slower than itself,
 * and with long ones it mostly joins late. It is in ZooKeeper's own package as ZooKeeper lets nobody else make one.
 */
public final class PromptFollower extends Follower {
    private final HearingPeer peer;

    /**
     * Makes a follower that has not begun.
     *
     * @param peer whose follower it is
     * @param log where that peer keeps its copy
     * @throws IOException when that cannot be used
     */
    public PromptFollower(HearingPeer peer, FileTxnSnapLog log) throws IOException {
        super(peer, new FollowerZooKeeperServer(log, peer, peer.getZkDb()) {
            @Override
            protected RequestThrottler createRequestThrottler() {
                return new PromptRequests(this);
            }
        });
        this.peer = peer;
    }

    @Override
    protected void connectToLeader(MultipleAddresses address, String host) throws IOException {
        long begin = nanoTime();
        long patience = 1_000_000L * self.connectToLearnerMasterLimit * self.tickTime;
        while (true) {
            try {
                super.connectToLeader(address, host);
                return;
            } catch (IOException e) {
                // who was connected is not wanted there
                if (sock != null || !self.isRunning() || nanoTime() - begin >= patience) {
                    throw e;
                }
            }
        }
    }

    /** Calls again after two thirds of a tick: TCP would send a call that got lost again only after a second, and an election is over by then. */
    @Override
    protected void sockConnect(Socket socket, InetSocketAddress address, int timeout) throws IOException {
        super.sockConnect(socket, address, Math.min(timeout, self.tickTime * 2 / 3));
        peer.connectsAt(socket.getLocalPort());
    }
}
