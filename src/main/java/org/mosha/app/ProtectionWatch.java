package org.mosha.app;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.mosha.config.Settings;
import org.mosha.model.NodeId;
import org.mosha.trust.Protection;
import org.mosha.trust.ProtectionChoice;
import org.mosha.trust.TrustProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees that the cluster is protected before this node joins it, and then tells once a day what will be missing soon. */
final class ProtectionWatch {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.trust");
    private static final long DAY = Duration.ofDays(1).toNanos();

    private final ProtectionChoice choice;
    private final NodeId self;
    private final Protection protection;
    private final AtomicLong told = new AtomicLong(System.nanoTime());

    private ProtectionWatch(ProtectionChoice choice, NodeId self, Protection protection) {
        this.choice = choice;
        this.self = self;
        this.protection = protection;
    }

    /**
     * Prepares the protection that the settings ask for: a secret that is to be made is made.
     *
     * @param settings the settings
     * @param self this node
     * @return a watch over it
     * @throws StartFailure when there is none, or it cannot be used
     */
    static ProtectionWatch of(Settings settings, NodeId self) throws StartFailure {
        ProtectionChoice choice = new ProtectionChoice(settings);
        try {
            Protection found = choice.choose(Optional.of(self), Instant.now());
            found.warnings(Instant.now()).forEach(LOG::warn);
            return new ProtectionWatch(choice, self, found instanceof Protection.Local local ? local.make() : found);
        } catch (TrustProblem e) {
            throw new StartFailure(e.getMessage());
        }
    }

    /** The protection, ready for use. */
    Protection protection() {
        return protection;
    }

    /** Tells again what is to be told, when a day has passed; to be called often, by any thread. */
    void look() {
        long last = told.get();
        long now = System.nanoTime();
        if (now - last < DAY || !told.compareAndSet(last, now)) {
            return;
        }
        try {
            choice.choose(Optional.of(self), Instant.now())
                    .warnings(Instant.now())
                    .forEach(LOG::warn);
        } catch (TrustProblem e) {
            LOG.error("{}", e.getMessage());
        }
    }
}
