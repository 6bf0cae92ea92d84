package org.mosha.lab;

import java.time.Duration;
import org.awaitility.Awaitility;

/** Time in which a lab is only looked at. */
final class Stillness {
    private Stillness() {}

    /** Returns when so much time has passed. */
    static void pass(Duration time) {
        long begun = System.nanoTime();
        Awaitility.await().atMost(time.plusSeconds(60)).until(() -> System.nanoTime() - begun >= time.toNanos());
    }
}
