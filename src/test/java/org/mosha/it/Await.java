package org.mosha.it;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Waits for what must come about, for as long as a busy machine may take. */
public final class Await {
    private static final Duration LOOK = Duration.ofMillis(50);

    private Await() {}

    /** Waits until a condition holds; what it throws meanwhile counts as "not yet". */
    public static void until(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(Patience.LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK)
                .ignoreExceptions()
                .until(condition);
    }

    /** Waits until an assertion holds, and fails with its message. */
    public static void untilHolds(ThrowingRunnable assertion) {
        Awaitility.await()
                .atMost(Patience.LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK)
                .ignoreExceptions()
                .untilAsserted(assertion);
    }
}
