package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/**
 * How long a heartbeat counts: a node that is the only one of its cluster says so itself, where there are others it is the
 * session. Before a second node comes, the lease has the short length for certain: the other one counts on it. Safe for
 * use by several threads.
 */
final class Company {
    private static final long AGAIN_NANOS = 20_000_000;
    private static final int TRIES = 500;

    private final boolean embedded;
    private final Duration session;
    private final IntSupplier nodes;
    private final AtomicLong asked = new AtomicLong();
    private volatile boolean expected;
    private volatile Duration said;

    /** What tells the node's own thread to look at its lease. */
    interface Waking {
        void wake() throws IOException;
    }

    Company(boolean embedded, Duration session, IntSupplier nodes) {
        this.embedded = embedded;
        this.session = session;
        this.nodes = nodes;
        this.said = session;
    }

    /** Whether this node is the only one, and none is expected. */
    boolean isAlone() {
        return embedded && !expected && nodes.getAsInt() == 1;
    }

    /** The node says how long its next heartbeats shall count. */
    void said(Duration wanted) {
        said = wanted;
    }

    /** How long a heartbeat counts, for the node's own thread. */
    Duration session() {
        Duration now = isAlone() ? said : session;
        asked.incrementAndGet();
        return now;
    }

    /** From now on there may be others; returns when the lease has the length for that. */
    void expect(Waking waking) throws IOException {
        if (!isAlone()) {
            return;
        }
        expected = true;
        // what it has asked for once it has put into force before it asks again
        long enough = asked.get() + 3;
        for (int i = 0; asked.get() < enough; i++) {
            if (i == TRIES) {
                throw new IOException("the node's own thread stands still");
            }
            waking.wake();
            LockSupport.parkNanos(AGAIN_NANOS);
        }
    }
}
