package org.apache.zookeeper.server.quorum;

import org.apache.zookeeper.server.Request;
import org.apache.zookeeper.server.RequestThrottler;
import org.apache.zookeeper.server.ZooKeeperServer;

/**
 * Passes each request on at once, on the thread that has read it. ZooKeeper's own has them pass a thread that may hold them
 * back when there are too many; a peer here has one client, and waking that thread was for nothing.
 */
final class PromptRequests extends RequestThrottler {
    private final ZooKeeperServer server;
    /** A thread's own monitor is what those wait on who join it. */
    private final Object passing = new Object();

    private boolean ended;

    PromptRequests(ZooKeeperServer server) {
        super(server);
        this.server = server;
    }

    /** None passes once this has been shut down; those that come later are dropped. */
    @Override
    public void submitRequest(Request request) {
        if (!passes(request)) {
            super.submitRequest(request);
        }
    }

    private boolean passes(Request request) {
        synchronized (passing) {
            if (!ended && !request.mustDrop()) {
                server.submitRequestNow(request);
            }
            return !ended;
        }
    }

    @Override
    public void shutdown() {
        synchronized (passing) {
            ended = true;
        }
        super.shutdown();
    }
}
