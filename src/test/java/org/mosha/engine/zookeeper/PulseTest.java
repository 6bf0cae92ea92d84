package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.config.EngineTimes;
import org.mosha.model.NodeId;
import org.mosha.node.Clocks;
import org.mosha.trust.Protection;

/** When a node says that it lives. */
class PulseTest {
    private static final EngineTimes TIMES = new EngineTimes(Duration.ofMillis(800));

    @TempDir
    Path dir;

    private final AtomicInteger ticks = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();

    private final Clocks clocks = new Clocks() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant wall() {
            looks.incrementAndGet();
            return Instant.now();
        }
    };

    /** The node's threads are not there, so nothing is said, but each time is one at which it would be. */
    private boolean tick() {
        ticks.incrementAndGet();
        return false;
    }

    @Test
    void theNextTimeIsAMomentOfTheWallClockEachTime() throws Exception {
        EngineSetup setup = Site.setup(dir, Site.addresses(1), 1);
        ClientConfig config = new ClientConfig(setup, EmbeddedAccess.of(new Protection.None()));
        Ensemble ensemble = new Ensemble(config, Site.PATIENCE, () -> {});
        Registration own = new Registration("host1", 1, "life", "machine", TIMES.session());
        NodeId self = new NodeId(1);
        Beats beats = new Beats();
        Membership membership = new Membership(self, own, ensemble, beats, clocks);
        Pulse pulse = new Pulse(self, TIMES, ensemble, membership, beats, clocks, this::tick, () -> {});
        int before = looks.get();
        pulse.start();
        try {
            Awaitility.await().atMost(Site.PATIENCE).until(() -> ticks.get() > 3);
        } finally {
            pulse.stop();
        }
        assertTrue(looks.get() - before >= 3, () -> ticks + " times, and the wall clock was looked at " + looks);
    }
}
