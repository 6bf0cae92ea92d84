package org.mosha.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.engine.ConfigChecks;
import org.mosha.engine.directory.DirectoryEngine;
import org.mosha.engine.directory.DirectoryLayout;
import org.mosha.engine.directory.DirectorySetup;
import org.mosha.model.NodeId;

/** The orders with a real engine, whose standby file can be made one that can be neither written nor removed. */
class StandbyOrdersTest {
    private static final NodeId ONE = new NodeId(1);

    @TempDir
    private Path mfsbase;

    private final Clocks clocks = new Clocks() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant wall() {
            return Instant.now();
        }
    };
    private final Journal journal = new Journal(clocks);
    private final StandingBy standing = new StandingBy(false, journal);
    /** What the node's own thread would find in its inbox. */
    private final Queue<Consumer<StandingBy>> inbox = new ConcurrentLinkedQueue<>();

    private Path file;
    private DirectoryEngine engine;
    private StandbyOrders orders;

    @BeforeEach
    void open() throws IOException {
        DirectoryLayout layout = new DirectoryLayout(mfsbase, Optional.empty(), "v");
        file = layout.base(ONE).resolve("standby");
        engine = new DirectoryEngine(
                new DirectorySetup(
                        layout, ONE, "host", "machine", "life", Duration.ofSeconds(60), Duration.ofSeconds(2)),
                Duration.ofMillis(40),
                clocks,
                new ConfigChecks(text -> true, text -> true));
        engine.open(view -> inbox.add(s -> s.see(view.order())));
        orders = new StandbyOrders(engine, journal, inbox::add);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private boolean isOrdered() {
        for (Consumer<StandingBy> next = inbox.poll(); next != null; next = inbox.poll()) {
            next.accept(standing);
        }
        return standing.isOrdered();
    }

    private void spoil() throws IOException {
        Files.createDirectories(file.resolve("something"));
    }

    @Test
    void aNodeHaltsAndTakesGroupsAgainAndRemembersThat() throws Exception {
        assertEquals(Optional.empty(), orders.halt());
        assertTrue(isOrdered());
        assertTrue(Files.exists(file));
        orders.resume();
        assertFalse(isOrdered());
        assertFalse(Files.exists(file));
        orders.haltCluster();
        assertTrue(isOrdered());
    }

    @Test
    void aNodeThatCannotRememberItHaltsAllTheSameAndSaysSo() throws Exception {
        spoil();
        String why = orders.halt().orElseThrow();
        assertTrue(why.contains(file.toString()), why);
        assertTrue(isOrdered());
        assertTrue(journal.last(1).get(0).contains("ends with this daemon"), () -> "" + journal.last(1));
    }

    @Test
    void aNodeThatCannotRememberItDoesNotTakeGroupsAgain() throws Exception {
        spoil();
        orders.halt();
        String why = assertThrows(Refused.class, orders::resume).getMessage();
        assertTrue(why.contains("cannot be ended for good") && why.contains(file.toString()), why);
        assertTrue(isOrdered());
        assertTrue(assertThrows(Refused.class, orders::haltCluster).getMessage().contains(file.toString()));
    }
}
