package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of a peer. */
class RunningPeerTest {
    private final AtomicInteger told = new AtomicInteger();

    private Thread endsWhenTold(CountDownLatch times) {
        Thread thread = new Thread(() -> {
            try {
                times.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Test
    @Timeout(60)
    void oneThatDoesNotHearThatItIsToEndIsToldAgainUntilItHasEnded() {
        CountDownLatch times = new CountDownLatch(3);
        Thread peer = endsWhenTold(times);
        RunningPeer.awaitEnd(peer, () -> {
            told.incrementAndGet();
            times.countDown();
        });
        assertFalse(peer.isAlive());
        // and once more: what it has begun last may listen
        assertEquals(0, times.getCount());
        assertEquals(4, told.get());
    }

    @Test
    @Timeout(60)
    void oneThatHasEndedIsToldOnceMore() throws Exception {
        Thread peer = endsWhenTold(new CountDownLatch(0));
        peer.join();
        RunningPeer.awaitEnd(peer, told::incrementAndGet);
        assertEquals(1, told.get());
    }
}
