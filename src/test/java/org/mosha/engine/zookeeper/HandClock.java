package org.mosha.engine.zookeeper;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.mosha.node.Clocks;

/** A clock that only a test moves. */
final class HandClock implements Clocks {
    private final AtomicLong nanos = new AtomicLong(1);

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public Instant wall() {
        return Instant.EPOCH;
    }

    void moveOn(long byNanos) {
        nanos.addAndGet(byNanos);
    }
}
