package org.mosha.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VitalThreadsTest {
    private final AtomicInteger ends = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(strings = {"main", "mosha-beat", "mosha-engine", "mosha-node", "mosha-sweeper", "mosha-peer"})
    void theDaemonEndsWithAThreadThatItNeeds(String name) throws InterruptedException {
        die(name);
        assertEquals(1, ends.get());
    }

    @Test
    void itOutlivesAnyOther() throws InterruptedException {
        die("mosha-preload");
        assertEquals(0, ends.get());
    }

    private void die(String name) throws InterruptedException {
        Thread thread = new Thread(
                () -> {
                    throw new StackOverflowError("of a test");
                },
                name);
        thread.setUncaughtExceptionHandler(new VitalThreads(ends::incrementAndGet));
        thread.start();
        thread.join();
    }
}
