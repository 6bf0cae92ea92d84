package org.mosha.engine.zookeeper;

import java.time.Duration;
import java.util.Optional;
import org.mosha.node.Clocks;

/** Whether the node's own thread lives, for which the heartbeats speak. Safe for use by several threads. */
final class OwnThread implements Pulse.Life {
    /** For how long it may be busy before its node counts as dead. */
    private static final Duration LONGEST_BUSY = Duration.ofSeconds(3);

    private final Duration most;
    private final Company company;
    private final Clocks clocks;
    private volatile Optional<Long> saidNanos = Optional.empty();

    OwnThread(Duration session, Company company, Clocks clocks) {
        this.most = session.compareTo(LONGEST_BUSY) > 0 ? session : LONGEST_BUSY;
        this.company = company;
        this.clocks = clocks;
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
