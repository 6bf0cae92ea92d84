package org.apache.zookeeper.server.quorum;

import java.io.IOException;
import java.net.Socket;
import org.apache.zookeeper.common.X509Exception;
import org.apache.zookeeper.server.RequestThrottler;
import org.apache.zookeeper.server.persistence.FileTxnSnapLog;

/**
 * A leader that tells its peer of the connections with those that follow. It is in ZooKeeper's own package as ZooKeeper
 * lets nobody else make one.
 */
public final class PromptLeader extends Leader {
    private final HearingPeer peer;

    /**
     * Makes a leader that has not begun, but listens.
     *
     * @param peer which peer leads
     * @param log where that peer keeps its copy
     * @throws IOException when that cannot be used, or the port is taken
     * @throws X509Exception when the keys cannot be used
     */
    public PromptLeader(HearingPeer peer, FileTxnSnapLog log) throws IOException, X509Exception {
        super(peer, new LeaderZooKeeperServer(log, peer, peer.getZkDb()) {
            @Override
            protected RequestThrottler createRequestThrottler() {
                return new PromptRequests(this);
            }
        });
        this.peer = peer;
    }

    @Override
    public void registerLearnerHandlerBean(LearnerHandler handler, Socket socket) {
        peer.connectsAt(socket.getPort());
        super.registerLearnerHandlerBean(handler, socket);
    }
}
