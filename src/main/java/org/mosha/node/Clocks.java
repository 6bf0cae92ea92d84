package org.mosha.node;

import java.time.Instant;

/** The two clocks of a machine, which are different things: what decides is the monotonic one. */
public interface Clocks {
    /**
     * The monotonic clock.
     *
     * @return nanoseconds since some moment; only differences mean anything. It stands still while the machine sleeps
     */
    long nanos();

    /**
     * How long the machine has slept since it booted, while the monotonic clock stood still.
     *
     * @return nanoseconds, to some microseconds; always 0 where it cannot sleep
     */
    default long sleptNanos() {
        return 0;
    }

    /**
     * The wall clock, for what people read, and for when nodes do at the same time what each could do at any time.
     *
     * @return the present time
     */
    Instant wall();
}
