package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.config.EngineTimes;
import org.mosha.engine.ConfigChecks;
import org.mosha.trust.Protection;

/** How often a node looks around that has no connection to the ensemble, which may be so for days. */
class BlindNodeTest {
    @TempDir
    Path dir;

    private final HandClock clock = new HandClock();
    private final EngineTimes times = new EngineTimes(Site.SESSION);
    private Ensemble ensemble;
    private Outlook outlook;

    @BeforeEach
    void begin() throws Exception {
        EngineSetup setup = Site.setup(dir, Site.addresses(1), 1);
        ClientConfig config = new ClientConfig(setup, EmbeddedAccess.of(new Protection.None()));
        ensemble = new Ensemble(config, Site.PATIENCE, () -> {});
        Registration own = new Registration("host1", 1, "life", "machine", Site.SESSION);
        outlook = new Outlook(
                setup,
                own,
                ensemble,
                new Roster(setup, new TreeMap<>(), ensemble),
                () -> true,
                new ConfigChecks(text -> true, text -> true),
                clock,
                () -> {});
    }

    @AfterEach
    void end() {
        outlook.pulse().stop();
    }

    @Test
    void itDoesNotHurryWhereItSeesNothing() {
        clock.moveOn(times.doubt().toNanos() / 2);
        assertTrue(outlook.rest() >= Duration.ofMillis(50).toNanos());
        clock.moveOn(Duration.ofHours(1).toNanos());
        assertTrue(outlook.rest() >= Duration.ofMillis(50).toNanos());
    }

    @Test
    void itIsThereWhenItHasToDoubt() {
        clock.moveOn(times.doubt().minusMillis(5).toNanos());
        assertEquals(Duration.ofMillis(5).toNanos(), outlook.rest());
    }

    @Test
    void itLooksForAConnectionOftenAsLongAsItsLeaseMayRun() {
        Reconnecting reconnecting = new Reconnecting(ensemble, times, () -> false, clock);
        long second = Duration.ofSeconds(1).toNanos();
        long soon = reconnecting.rest(second);
        clock.moveOn(Site.SESSION.toNanos() - 1);
        assertEquals(soon, reconnecting.rest(second));
        clock.moveOn(1);
        assertTrue(reconnecting.rest(1) > soon);
    }
}
