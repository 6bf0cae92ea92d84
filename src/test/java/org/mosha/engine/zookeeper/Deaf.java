package org.mosha.engine.zookeeper;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.zookeeper.server.quorum.HearingPeer;

/** Hears nothing, and adds nothing to what is said; for peers of tests. */
public final class Deaf implements HearingPeer.Ear {
    @Override
    public Optional<ByteBuffer> says(long to, ByteBuffer message) {
        return Optional.of(message);
    }

    @Override
    public Optional<ByteBuffer> hears(long from, ByteBuffer message) {
        return Optional.empty();
    }
}
