package org.mosha.app;

import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the daemon when a thread dies without which it is none: one that still says that it lives, and does nothing, would
 * keep its groups for ever. Its guard then kills what runs, and the other nodes, or the next daemon, take over.
 */
final class VitalThreads implements Thread.UncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.start");
    private static final Set<String> NAMES = Set.of(
            "main",
            "mosha-beat",
            "mosha-engine",
            "mosha-files",
            "mosha-node",
            "mosha-output",
            "mosha-peer",
            "mosha-reaper",
            "mosha-sweeper",
            "mosha-signals");

    private final Runnable end;

    /**
     * Knows the names of the threads.
     *
     * @param end ends the process at once
     */
    VitalThreads(Runnable end) {
        this.end = end;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable cause) {
        boolean vital = NAMES.contains(thread.getName());
        try {
            LOG.error(
                    "the thread {} has died{}",
                    thread.getName(),
                    vital ? ", so the daemon ends, and its guard kills what runs" : "",
                    cause);
        } finally {
            if (vital) {
                end.run();
            }
        }
    }
}
