package org.mosha.engine.zookeeper;

import java.nio.file.Path;
import org.mosha.model.NodeId;
import org.mosha.trust.Protection;

/** Two nodes on a real peer, whose heartbeats and clocks the test moves. */
final class TwoNodes implements AutoCloseable {
    private final EmbeddedAccess access = EmbeddedAccess.of(new Protection.None());
    private final Path dir;
    private final PeerUnderTest peer;
    final BareNode one;
    final BareNode other;

    TwoNodes(Path dir, NodeId one, NodeId other) throws Exception {
        this.dir = dir;
        this.peer = PeerUnderTest.start(dir, access.peer(), 1).get(0);
        this.one = newcomer(one);
        this.other = newcomer(other);
    }

    /** One more, for the caller to close. */
    BareNode newcomer(NodeId id) throws Exception {
        return new BareNode(id, dir, peer, access);
    }

    @Override
    public void close() {
        one.close();
        other.close();
        try {
            peer.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        PeerUnderTest.forgetProperties();
    }
}
