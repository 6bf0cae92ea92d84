package org.mosha.app;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.mosha.cli.Launch;
import org.mosha.exec.Signals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What tells a daemon from outside to stop: signals, and the end of its standard input where that is asked for. They count
 * from the beginning: as long as there is nothing yet that could be stopped, who waits to begin can see them.
 */
final class StopOrders {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.start");

    private final Launch launch;
    private final CompletableFuture<String> first = new CompletableFuture<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    StopOrders(Launch launch) {
        this.launch = launch;
    }

    /**
     * Heeds them from now on.
     *
     * @param each is done when one comes, before it is carried out
     */
    void heed(Runnable each) {
        Consumer<String> taker = why -> {
            each.run();
            first.complete(why);
        };
        if (launch.whileInput()) {
            followInput(taker);
        }
        if (Signals.available()) {
            Signals.start(name -> taker.accept("SIG" + name));
            return;
        }
        // started without bin/mosha: the JVM takes SIGTERM, SIGINT and SIGHUP, and SIGQUIT prints its threads
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopWithTheJvm(taker), "mosha-shutdown"));
    }

    /** The first one's reason; empty as long as none has come. */
    Optional<String> come() {
        return Optional.ofNullable(first.getNow(null));
    }

    /**
     * Has the first one carried out, at once when it has come already.
     *
     * @param stop gets the reason, and comes back at once
     */
    void carryOut(Consumer<String> stop) {
        first.thenAccept(stop);
    }

    /** The daemon has nothing more to do. */
    void end() {
        ended.countDown();
    }

    private void stopWithTheJvm(Consumer<String> taker) {
        taker.accept("the JVM is told to end");
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops it when nobody has the other end of standard input any more. */
    private void followInput(Consumer<String> taker) {
        Thread thread = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        LOG.warn("standard input cannot be read: {}", e.getMessage());
                    }
                    taker.accept("standard input has ended");
                },
                "mosha-input");
        thread.setDaemon(true);
        thread.start();
    }
}
