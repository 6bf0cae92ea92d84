package org.mosha.engine.directory;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.engine.ConfigChecks;
import org.mosha.model.NodeId;
import org.mosha.node.Clocks;

/** Two daemons of one number that begin at the same time. */
class SuccessionTest {
    private static final NodeId ONE = new NodeId(1);

    @TempDir
    private Path mfsbase;

    private Succession life(String life) {
        return new Succession(new ClaimStore(mfsbase.resolve("lives"), mfsbase, new ClaimToken.Owner(ONE, life)));
    }

    @Test
    void onlyTheLaterOneOfTwoThatHaveBegunGoesOn() throws IOException {
        Succession first = life("first");
        Succession second = life("second");
        first.begin();
        second.begin();
        IOException e = assertThrows(IOException.class, first::confirm);
        assertTrue(e.getMessage().startsWith("another daemon of node 1 is starting at the same time"), e.getMessage());
        second.confirm();
        second.confirm();
    }

    @Test
    void whoComesLaterIsNotKeptOutByWhoWentOnBefore() throws IOException {
        Succession first = life("first");
        first.begin();
        first.confirm();
        Succession second = life("second");
        second.begin();
        second.confirm();
        assertThrows(IOException.class, first::confirm);
    }

    /** Stands still where a daemon has seen that nobody is there, and is about to say that it is itself. */
    private static final class Paused implements Clocks {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch goesOn = new CountDownLatch(1);

        @Override
        public long nanos() {
            reached.countDown();
            try {
                assertTrue(goesOn.await(2, TimeUnit.MINUTES));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return System.nanoTime();
        }

        @Override
        public Instant wall() {
            return Instant.now();
        }
    }

    @Test
    void whoIsOvertakenBeforeItHasSaidThatItIsThereDoesNotJoin() throws Exception {
        Paused clocks = new Paused();
        try (Station second = new Station(mfsbase, ONE.value())) {
            DirectoryEngine first = engine(second.layout, clocks);
            CompletableFuture<IOException> refused =
                    CompletableFuture.supplyAsync(() -> assertThrows(IOException.class, () -> first.open(view -> {})));
            assertTrue(clocks.reached.await(2, TimeUnit.MINUTES));
            second.open().live();
            clocks.goesOn.countDown();
            assertTrue(
                    refused.get().getMessage().startsWith("another daemon of node 1 is starting at the same time"),
                    () -> "" + refused.join());
            // and it leaves the other one its place
            await().ignoreExceptions().until(() -> isOf(second));
            second.sees(view -> view.connected());
        }
    }

    private static DirectoryEngine engine(DirectoryLayout layout, Clocks clocks) {
        DirectorySetup setup = new DirectorySetup(
                layout, ONE, "elsewhere", "another machine", "first", Duration.ofSeconds(60), Duration.ofSeconds(2));
        ConfigChecks checks = new ConfigChecks(text -> true, text -> true);
        return new DirectoryEngine(setup, Duration.ofMillis(40), clocks, checks);
    }

    private static boolean isOf(Station station) throws IOException {
        return NodeMark.parse(Files.readString(station.file(DirectoryLayout.MARK)))
                .filter(mark -> mark.incarnation().equals(station.life))
                .isPresent();
    }
}
