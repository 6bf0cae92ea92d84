package org.mosha.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Watches a part of a start in which nothing but this daemon's own files is waited for. They may lie on a filesystem that
 * does not answer, and no thread that waits for one can be called back: when the daemon is told to stop meanwhile, all that
 * helps is to end it as it is.
 */
final class HangingStart implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final CountDownLatch over = new CountDownLatch(1);

    private HangingStart() {}

    /**
     * Begins to watch.
     *
     * @param orders tell the daemon to stop
     * @param end ends the process at once; gets the reason of who told it. Called on a thread of its own
     * @return to be closed when that part is over
     */
    static HangingStart watch(StopOrders orders, Consumer<String> end) {
        HangingStart part = new HangingStart();
        orders.carryOut(why -> part.hurry(why, end));
        return part;
    }

    private void hurry(String why, Consumer<String> end) {
        if (over.getCount() == 0) {
            return;
        }
        Thread thread = new Thread(
                () -> {
                    try {
                        if (!over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                            end.accept(why);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "mosha-hanging-start");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        over.countDown();
    }
}
