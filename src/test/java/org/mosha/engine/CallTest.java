package org.mosha.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CallTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What an engine's thread that does nothing yet would have to do. */
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    private final AtomicBoolean done = new AtomicBoolean();

    private static <T> Call<T> call(Callable<T> task, Duration patience) {
        return new Call<>(task, patience, "the disk");
    }

    @Test
    void whoAsksGetsWhatComesOfIt() throws Exception {
        assertEquals("answer", call(() -> "answer", PATIENCE).on(Runnable::run));
        IOException full = new IOException("full");
        IOException told = assertThrows(
                IOException.class, () -> call(() -> fail(full), PATIENCE).on(Runnable::run));
        assertEquals("full", told.getMessage());
        assertSame(full, told.getCause());
        IllegalStateException bad = new IllegalStateException("bad");
        assertSame(
                bad,
                assertThrows(
                        IllegalStateException.class,
                        () -> call(() -> fail(bad), PATIENCE).on(Runnable::run)));
    }

    private static String fail(Exception e) throws Exception {
        throw e;
    }

    @Test
    void whatHasNotBegunInTimeIsNeverDone() {
        IOException told = assertThrows(
                IOException.class,
                () -> call(() -> done.getAndSet(true), Duration.ofMillis(1)).on(waiting::add));
        assertEquals("the disk has not answered within 0 s", told.getMessage());
        assertNothingIsDone();
    }

    @Test
    void whatHasNotBegunWhenWhoAsksIsInterruptedIsNeverDone() {
        Thread.currentThread().interrupt();
        assertThrows(
                IOException.class,
                () -> call(() -> done.getAndSet(true), PATIENCE).on(waiting::add));
        assertTrue(Thread.interrupted());
        assertNothingIsDone();
    }

    @Test
    void whatIsGivenUpIsNeverDone() {
        IOException told = assertThrows(
                IOException.class,
                () -> call(() -> done.getAndSet(true), PATIENCE).on(waiting::add, () -> true));
        assertEquals("the disk has not answered yet", told.getMessage());
        assertNothingIsDone();
    }

    private void assertNothingIsDone() {
        assertEquals(1, waiting.size());
        waiting.remove().run();
        assertFalse(done.get());
    }
}
