package org.mosha.node;

import java.time.Instant;

/** The two clocks of a machine, which are different things: what decides is the monotonic one. */
public interface Clocks {
    /**
     * The monotonic clock.
     *
     * @return nanoseconds since some moment; only differences mean anything
     */
    long nanos();

    /**
     * The wall clock, for what people read.
     *
     * @return the present time
     */
    Instant wall();
}
