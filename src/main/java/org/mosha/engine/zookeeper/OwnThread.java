package org.mosha.engine.zookeeper;

import java.time.Duration;
import java.util.Optional;
import org.mosha.node.Clocks;

/**
 * Whether one of this node's threads lives, for which the heartbeats speak: the one that decides, or the engine's, without
 * which nothing is claimed and nothing given back. Safe for use by several threads.
 */
final class OwnThread implements Pulse.Life {
    /** For how long the node's thread may be busy before its node counts as dead. */
    private static final Duration LONGEST_DECIDING = Duration.ofSeconds(3);
    /** The same of the engine's, which reads and writes files: a disk may be busy for long. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(10);

    private final Duration most;
    private final Company company;
    private final Clocks clocks;
    private volatile Optional<Long> saidNanos = Optional.empty();

    private OwnThread(Duration most, Company company, Clocks clocks) {
        this.most = most;
        this.company = company;
        this.clocks = clocks;
    }

    /** The thread that decides; it may be busy for a session, or some seconds. */
    static OwnThread deciding(Duration session, Company company, Clocks clocks) {
        return new OwnThread(longer(session, LONGEST_DECIDING), company, clocks);
    }

    /** The engine's thread. */
    static OwnThread ofEngine(Duration session, Company company, Clocks clocks) {
        return new OwnThread(longer(session, LONGEST_STEP), company, clocks);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** It has said something. */
    void said() {
        saidNanos = Optional.of(clocks.nanos());
    }

    /** Whether it has said something lately; before its first word it has not begun. */
    @Override
    public boolean isThere() {
        Optional<Long> said = saidNanos;
        return said.isEmpty() || company.isAlone() || clocks.nanos() - said.get() < most.toNanos();
    }
}
