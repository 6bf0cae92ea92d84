package org.mosha.engine.zookeeper;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a peer says in an election: ZooKeeper's notification, and after it what ZooKeeper does not read: which life of a
 * daemon says it, and which life of the one that it is said to has been heard of. A peer tells it again on a new
 * connection, however old it is; what it tells to a life must have been said after that life had begun.
 *
 * @param looking whether the peer looks for a leader
 * @param zxid the newest transaction of the peer that it votes for, which has no less than itself; -1 when its own copy is
 *     empty, and may have been lost
 * @param epoch the epoch of the peer that it votes for
 * @param from the life that says it; 0 if that is not told
 * @param to the life that it is said to; 0 if none was known
 */
record Notice(boolean looking, long zxid, long epoch, long from, long to) {
    /** Nobody's life. */
    static final long NOBODY = 0;

    private static final long MARK = 0x4d6f736861203121L;
    private static final int TRAILER = 3 * Long.BYTES;
    private static final int HEADER = 2 * Integer.BYTES + 4 * Long.BYTES;
    private static final int LOOKING = 0;

    /** Reads a message; empty when it is none of this version of ZooKeeper's. */
    static Optional<Notice> parse(ByteBuffer message) {
        ByteBuffer bytes = message.duplicate().clear();
        if (bytes.remaining() < HEADER + Integer.BYTES) {
            return Optional.empty();
        }
        boolean looking = bytes.getInt() == LOOKING;
        bytes.getLong(); // the peer that it votes for
        long zxid = bytes.getLong();
        bytes.getLong(); // the round of the election
        long epoch = bytes.getLong();
        bytes.getInt(); // the notification's version
        int config = bytes.getInt();
        if (config < 0 || bytes.remaining() - TRAILER < config) {
            return Optional.of(new Notice(looking, zxid, epoch, NOBODY, NOBODY));
        }
        bytes.position(bytes.position() + config);
        return Optional.of(
                bytes.getLong() == MARK
                        ? new Notice(looking, zxid, epoch, bytes.getLong(), bytes.getLong())
                        : new Notice(looking, zxid, epoch, NOBODY, NOBODY));
    }

    /** ZooKeeper's message with the lives after it. */
    static ByteBuffer signed(ByteBuffer message, long from, long to) {
        ByteBuffer plain = message.duplicate().clear();
        return ByteBuffer.allocate(plain.remaining() + TRAILER)
                .put(plain)
                .putLong(MARK)
                .putLong(from)
                .putLong(to)
                .clear();
    }

    /** Whether the peer's copy is empty, and nobody knows whether it has always been. */
    boolean isBlank() {
        return looking && zxid == -1;
    }

    /** Whether the peer has never taken part in anything, as far as its copy tells: it has acknowledged no epoch. */
    boolean isNew() {
        return isBlank() || looking && zxid == 0 && epoch <= 0;
    }
}
