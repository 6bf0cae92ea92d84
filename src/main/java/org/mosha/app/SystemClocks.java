package org.mosha.app;

import java.time.Instant;
import org.mosha.exec.BootClock;
import org.mosha.node.Clocks;

/** The machine's clocks. */
final class SystemClocks implements Clocks {
    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public long sleptNanos() {
        return BootClock.sleptNanos();
    }

    @Override
    public Instant wall() {
        return Instant.now();
    }
}
