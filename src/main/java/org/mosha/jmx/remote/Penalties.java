package org.mosha.jmx.remote;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long an address that gives wrong passwords waits for each answer: twice as long each time, up to a limit. An
 * address that has several waiting is not listened to meanwhile, so that only a few threads wait.
 */
final class Penalties {
    static final Duration FIRST = Duration.ofMillis(250);
    static final Duration LONGEST = Duration.ofSeconds(8);
    static final int WAITING_EACH = 4;
    static final int WAITING_ALL = 32;
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);
    private static final int ADDRESSES = 1000;

    private final Map<String, Culprit> culprits = new LinkedHashMap<>(16, 0.75f, true);
    private int waiting;

    private static final class Culprit {
        private int failures;
        private int waiting;
        private long lastNanos;
    }

    /** Whether an address may try at present. */
    synchronized boolean mayTry(String address) {
        Culprit culprit = culprits.get(address);
        return culprit == null || culprit.waiting < WAITING_EACH;
    }

    /**
     * Counts a wrong password, and tells how long its answer is to wait until {@link #done}. It is zero, with nothing
     * to be done, when as many wait already as may.
     */
    synchronized Duration wrong(String address, long nowNanos) {
        Culprit culprit = culprits.computeIfAbsent(address, a -> new Culprit());
        if (nowNanos - culprit.lastNanos > FORGOTTEN.toNanos()) {
            culprit.failures = 0;
        }
        culprit.failures++;
        culprit.lastNanos = nowNanos;
        if (waiting >= WAITING_ALL || culprit.waiting >= WAITING_EACH) {
            return Duration.ZERO;
        }
        culprit.waiting++;
        waiting++;
        forgetSome();
        return delay(culprit.failures);
    }

    /** Ends a wait. */
    synchronized void done(String address) {
        waiting--;
        culprits.get(address).waiting--;
    }

    /** The wait after so many failures, 1 or more. */
    static Duration delay(int failures) {
        Duration grown = FIRST.multipliedBy(1L << Math.min(failures - 1, 20));
        return grown.compareTo(LONGEST) < 0 ? grown : LONGEST;
    }

    /** Who waits stays. */
    private void forgetSome() {
        Iterator<Culprit> oldest = culprits.values().iterator();
        while (culprits.size() > ADDRESSES && oldest.hasNext()) {
            if (oldest.next().waiting == 0) {
                oldest.remove();
            }
        }
    }
}
