package org.mosha.engine.zookeeper;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.mosha.config.EngineTimes;
import org.mosha.node.Clocks;

/** Gets a lost connection to the ensemble back, without the long waits of ZooKeeper's client. Used by the engine's thread. */
final class Reconnecting {
    /** How often it is looked whether a lost connection may be had back. */
    private static final Duration LOOK = Duration.ofMillis(20);

    /** The same when it has been lost for a session: the lease is over by then. */
    private static final Duration LATER = Duration.ofMillis(100);

    private final Ensemble ensemble;
    private final EngineTimes times;
    private final BooleanSupplier serving;
    private final Clocks clocks;
    private boolean connected;
    private long connectedNanos;
    private long triedNanos;
    private long tryNanos;

    /**
     * Begins without a connection.
     *
     * @param serving whether there is anybody to connect to, as far as is known
     */
    Reconnecting(Ensemble ensemble, EngineTimes times, BooleanSupplier serving, Clocks clocks) {
        this.ensemble = ensemble;
        this.times = times;
        this.serving = serving;
        this.clocks = clocks;
        this.connectedNanos = clocks.nanos();
        this.triedNanos = clocks.nanos() - times.session().toNanos();
        this.tryNanos = times.beat().toNanos();
    }

    /** How long to wait for the next look, in nanoseconds; the given time with a connection. */
    long rest(long most) {
        if (ensemble.isConnected()) {
            return most;
        }
        boolean late = clocks.nanos() - connectedNanos >= times.session().toNanos();
        return late ? LATER.toNanos() : Math.min(most, LOOK.toNanos());
    }

    /** Looks after the connection; tells whether there is one that was not there at the last look. */
    boolean look() {
        long now = clocks.nanos();
        boolean before = connected;
        connected = ensemble.isConnected();
        if (connected) {
            connectedNanos = now;
            tryNanos = times.beat().toNanos();
        } else if (now - triedNanos >= tryNanos && serving.getAsBoolean()) {
            triedNanos = now;
            // each try has more time to come through than the last one: a new session takes several round trips
            tryNanos = Math.min(2 * tryNanos, times.session().toNanos());
            ensemble.reconnect();
        }
        return connected && !before;
    }
}
