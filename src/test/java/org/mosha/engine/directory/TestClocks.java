package org.mosha.engine.directory;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.mosha.node.Clocks;

/** The machine's clocks, which a test can move on. */
final class TestClocks implements Clocks {
    private final AtomicLong aheadNanos = new AtomicLong();

    @Override
    public long nanos() {
        return System.nanoTime() + aheadNanos.get();
    }

    @Override
    public Instant wall() {
        return Instant.now().plusNanos(aheadNanos.get());
    }

    void moveOn(Duration by) {
        aheadNanos.addAndGet(by.toNanos());
    }
}
