package org.mosha.exec;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosha.node.ProcessSpec;

/** A start that hangs has a thread in its place, and only such a one. */
@Timeout(120)
class SpawnerThreadsTest {
    private static final ProcessSpec SPEC = Recorder.spec(1, "true");
    private static final Duration SOON = Duration.ofMillis(40);
    private static final Duration NEVER = Duration.ofHours(1);

    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicInteger hanging = new AtomicInteger();
    private final Set<Thread> used = ConcurrentHashMap.newKeySet();
    private SpawnerThreads threads;

    @AfterEach
    void end() {
        answer.countDown();
        threads.close();
    }

    private void hang(int starts) {
        for (int i = 0; i < starts; i++) {
            threads.execute(SPEC, () -> {
                used.add(Thread.currentThread());
                hanging.incrementAndGet();
                awaitQuietly(answer);
            });
        }
    }

    private void awaitHanging(int starts) {
        await().atMost(Duration.ofSeconds(60)).until(() -> hanging.get() == starts);
    }

    private void awaitThreads(int most) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> used.stream().filter(Thread::isAlive).count() <= most);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("a start was interrupted", e);
        }
    }

    @Test
    void startsThatHangKeepNoOtherFromStarting() {
        threads = new SpawnerThreads(2, SOON);
        hang(6);
        CountDownLatch done = new CountDownLatch(1);
        threads.execute(SPEC, done::countDown);
        awaitQuietly(done);
        // they were taken first, but the last of them may be on its way into its start yet
        awaitHanging(6);
    }

    @Test
    void thereIsABound() {
        threads = new SpawnerThreads(2, SOON);
        hang(SpawnerThreads.MOST + 10);
        awaitHanging(SpawnerThreads.MOST);
        CountDownLatch done = new CountDownLatch(1);
        threads.execute(SPEC, done::countDown);
        assertEquals(SpawnerThreads.MOST, used.size());
        assertEquals(1, done.getCount(), "there is nobody to do it");
        answer.countDown();
        awaitQuietly(done);
        awaitHanging(SpawnerThreads.MOST + 10);
    }

    @Test
    void whenTheyAreAnsweredThereAreAsFewThreadsAsBefore() {
        threads = new SpawnerThreads(2, SOON);
        hang(6);
        awaitHanging(6);
        assertEquals(6, used.size());
        answer.countDown();
        awaitThreads(2);
        CountDownLatch done = new CountDownLatch(2);
        threads.execute(SPEC, done::countDown);
        threads.execute(SPEC, done::countDown);
        awaitQuietly(done);
    }

    @Test
    void theyAreSeenAgainAfterAQuietTime() {
        threads = new SpawnerThreads(1, SOON);
        for (int round = 0; round < 3; round++) {
            CountDownLatch answered = new CountDownLatch(1);
            CountDownLatch behind = new CountDownLatch(1);
            threads.execute(SPEC, () -> {
                used.add(Thread.currentThread());
                awaitQuietly(answered);
            });
            threads.execute(SPEC, () -> {
                used.add(Thread.currentThread());
                behind.countDown();
            });
            awaitQuietly(behind);
            answered.countDown();
            awaitThreads(1);
        }
    }

    @Test
    void thousandsOfStartsAreDoneByTheUsualThreads() {
        threads = new SpawnerThreads(2, NEVER);
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        CountDownLatch done = new CountDownLatch(5000);
        for (int i = 0; i < 5000; i++) {
            threads.execute(SPEC, () -> {
                seen.add(Thread.currentThread());
                done.countDown();
            });
        }
        awaitQuietly(done);
        assertFalse(seen.isEmpty());
        assertTrue(seen.size() <= 2);
    }

    @Test
    void startsAreDoneInTheirOrder() {
        threads = new SpawnerThreads(1, NEVER);
        List<Integer> order = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            int number = i;
            threads.execute(SPEC, () -> {
                order.add(number);
                done.countDown();
            });
        }
        awaitQuietly(done);
        assertEquals(IntStream.range(0, 100).boxed().toList(), order);
    }

    @Test
    void nothingIsTakenAfterTheEnd() {
        threads = new SpawnerThreads(2, SOON);
        assertFalse(threads.isClosed());
        threads.close();
        assertTrue(threads.isClosed());
        assertThrows(RejectedExecutionException.class, () -> threads.execute(SPEC, () -> {}));
    }
}
