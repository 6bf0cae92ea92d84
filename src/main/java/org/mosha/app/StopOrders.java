package org.mosha.app;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import org.mosha.cli.Launch;
import org.mosha.exec.Signals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What tells a daemon from outside to stop: signals, and the end of its standard input where that is asked for.
 *
 * @param launch how it was started
 * @param stop stops it; gets the reason, and comes back at once
 * @param end waits until it has stopped
 */
record StopOrders(Launch launch, Consumer<String> stop, End end) {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.start");

    /** Waits for an end. */
    interface End {
        /**
         * Waits.
         *
         * @throws InterruptedException when the waiting thread is interrupted
         */
        void await() throws InterruptedException;
    }

    /** Heeds them from now on. */
    void heed() {
        if (launch.whileInput()) {
            followInput();
        }
        if (Signals.available()) {
            Signals.start(name -> stop.accept("SIG" + name));
            return;
        }
        // started without bin/mosha: the JVM takes SIGTERM, SIGINT and SIGHUP, and SIGQUIT prints its threads
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopWithTheJvm, "mosha-shutdown"));
    }

    private void stopWithTheJvm() {
        stop.accept("the JVM is told to end");
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops it when nobody has the other end of standard input any more. */
    private void followInput() {
        Thread thread = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        LOG.warn("standard input cannot be read: {}", e.getMessage());
                    }
                    stop.accept("standard input has ended");
                },
                "mosha-input");
        thread.setDaemon(true);
        thread.start();
    }
}
