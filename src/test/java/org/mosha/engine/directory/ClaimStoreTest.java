package org.mosha.engine.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;

class ClaimStoreTest {
    private static final GroupName WEB = new GroupName("web");
    private static final int CLAIMANTS = 6;
    private static final int ROUNDS = 400;

    @TempDir
    private Path mfsbase;

    @Test
    void onlyOneOfTwoThatSawTheSameGetsIt() throws IOException {
        ClaimStore one = store(1);
        ClaimStore two = store(2);
        ClaimListing nothing = one.list();
        assertEquals(1, one.claim(nothing, WEB, 0));
        assertEquals(0, two.claim(nothing, WEB, 0));
        assertEquals(0, two.claim(two.list(), WEB, 0));
    }

    @Test
    void aLateStepOnAnOldLookFails() throws IOException {
        ClaimStore one = store(1);
        ClaimStore two = store(2);
        one.claim(one.list(), WEB, 0);
        one.release(one.list(), WEB, 1);
        ClaimListing free = two.list();
        assertEquals(2, one.claim(one.list(), WEB, 0));
        ClaimListing held = one.list();
        assertEquals(0, two.claim(free, WEB, 0), "it was free once");
        one.release(one.list(), WEB, 2);
        assertEquals(3, two.claim(two.list(), WEB, 0));
        one.release(held, WEB, 2);
        assertTrue(two.list().tokens().get(WEB).isOf(two.self()), "released by who had it before");
    }

    @Test
    void aClaimIsTakenOnlyUnderTheEpochThatWasMeant() throws IOException {
        ClaimStore one = store(1);
        ClaimStore two = store(2);
        one.claim(one.list(), WEB, 0);
        assertEquals(0, two.claim(two.list(), WEB, 0));
        assertEquals(0, two.claim(two.list(), WEB, 7));
        assertEquals(2, two.claim(two.list(), WEB, 1));
        one.release(one.list(), WEB, 2);
        assertTrue(two.list().tokens().get(WEB).isOf(two.self()));
    }

    @Test
    void aNodeTakesItsOwnClaimAnewAndALateTakeoverOfTheOldOneFails() throws IOException {
        ClaimStore one = store(1);
        ClaimStore two = store(2);
        one.claim(one.list(), WEB, 0);
        ClaimListing old = two.list();
        assertEquals(2, one.claim(one.list(), WEB, 1));
        assertEquals(0, two.claim(old, WEB, 1));
        assertTrue(two.list().tokens().get(WEB).isOf(one.self()));
    }

    @Test
    void whatWasMeantForAnEarlierClaimDoesNotGiveBackALaterOne() throws IOException {
        ClaimStore one = store(1);
        one.claim(one.list(), WEB, 0);
        one.claim(one.list(), WEB, 1);
        one.release(one.list(), WEB, 1);
        assertTrue(one.list().tokens().get(WEB).isOf(one.self()));
        one.release(one.list(), WEB, 2);
        assertTrue(one.list().tokens().get(WEB).owner().isEmpty());
    }

    @Test
    void aCrashBeforeTheFirstClaimLeavesTheGroupFree() throws IOException {
        Path claims =
                Files.createDirectories(mfsbase.resolve("claims/web@made")).getParent();
        Files.createFile(claims.resolve("web@made/stays"));
        Files.createFile(claims.resolve("web@made/web@0"));
        assertEquals(1, store(1).claim(store(1).list(), WEB, 0));
    }

    @Test
    void aTokenThatStaysAwayIsNotFree() throws IOException {
        ClaimStore one = store(1);
        one.claim(one.list(), WEB, 0);
        ClaimWatch watch = new ClaimWatch(store(2));
        watch.look();
        Files.delete(
                mfsbase.resolve("claims").resolve(one.list().tokens().get(WEB).name()));
        assertEquals(0, store(3).claim(one.list(), WEB, 0));
        for (int i = 0; i < 10; i++) {
            watch.look();
            assertTrue(watch.seen().containsKey(WEB), "look " + i);
        }
        assertEquals(ClaimWatch.UNKNOWN, watch.seen().get(WEB).node());
        assertTrue(watch.warnings().get(0).contains("missing"));
    }

    @Test
    void aTokenThatCannotBeReadIsNotFree() throws IOException {
        Files.createFile(Files.createDirectories(mfsbase.resolve("claims")).resolve("web@8@2"));
        ClaimStore one = store(1);
        assertEquals(0, one.claim(one.list(), WEB, 0));
        ClaimWatch watch = new ClaimWatch(one);
        watch.look();
        assertEquals(ClaimWatch.UNKNOWN, watch.seen().get(WEB).node());
        assertTrue(watch.warnings().get(0).contains("cannot be read"));
    }

    @Test
    void namesSurviveTheWayThroughAFileName() {
        for (String group : List.of(".", "..", "a.b-c_d", "0")) {
            ClaimToken token = new ClaimToken(
                    new GroupName(group), 12, Optional.of(new ClaimToken.Owner(new NodeId(3), "host:1@/ä %")));
            assertEquals(Optional.of(token), ClaimToken.parse(token.name()));
            assertFalse(token.name().contains("/"));
        }
    }

    @Test
    void withoutTakeoversNobodyIsInsideTogether() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        Ledger ledger = new Ledger();
        hammer((store, random, seen) -> {
            long epoch = store.claim(seen, WEB, 0);
            if (epoch > 0) {
                ledger.enter(epoch, store);
                assertEquals(1, inside.incrementAndGet());
                assertEquals(epoch, store.list().tokens().get(WEB).epoch(), "the holder's is the highest");
                inside.decrementAndGet();
                store.release(store.list(), WEB, epoch);
            }
        });
        assertTrue(ledger.owners.size() > CLAIMANTS, "they had it " + ledger.owners.size() + " times");
    }

    @Test
    void withTakeoversNoEpochIsGivenTwiceAndNoneIsLeftOut() throws Exception {
        Ledger ledger = new Ledger();
        hammer((store, random, seen) -> {
            ClaimToken token = seen.tokens().get(WEB);
            long over = token != null && random.nextInt(4) == 0 ? token.epoch() : 0;
            long epoch = store.claim(seen, WEB, over);
            if (epoch > 0) {
                ledger.enter(epoch, store);
                if (random.nextBoolean()) {
                    store.release(store.list(), WEB, epoch);
                }
            }
        });
        long highest = store(1).list().tokens().get(WEB).epoch();
        assertEquals(highest, ledger.owners.size(), "each epoch was had once");
        assertTrue(highest > CLAIMANTS);
    }

    /** Who had which epoch. */
    private static final class Ledger {
        private final Map<Long, ClaimToken.Owner> owners = new ConcurrentHashMap<>();

        void enter(long epoch, ClaimStore store) {
            assertNull(owners.putIfAbsent(epoch, store.self()), "epoch " + epoch + " was given twice");
        }
    }

    private interface Step {
        void take(ClaimStore store, Random random, ClaimListing seen) throws IOException;
    }

    /** Several claimants take steps, some of them on looks from long ago: as if paused between look and rename. */
    private void hammer(Step step) throws Exception {
        ExecutorService claimants = Executors.newFixedThreadPool(CLAIMANTS);
        List<Future<?>> ends = new ArrayList<>();
        for (int i = 1; i <= CLAIMANTS; i++) {
            int number = i;
            ends.add(claimants.submit(() -> {
                ClaimStore store = store(number);
                Random random = new Random(number);
                ClaimListing seen = store.list();
                for (int round = 0; round < ROUNDS; round++) {
                    seen = random.nextInt(3) == 0 ? seen : store.list();
                    step.take(store, random, seen);
                }
                return null;
            }));
        }
        claimants.shutdown();
        for (Future<?> end : ends) {
            end.get(60, TimeUnit.SECONDS);
        }
    }

    private ClaimStore store(int node) {
        return new ClaimStore(
                mfsbase.resolve("claims"), mfsbase, new ClaimToken.Owner(new NodeId(node), "life" + node));
    }
}
