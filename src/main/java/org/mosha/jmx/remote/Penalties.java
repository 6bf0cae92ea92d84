package org.mosha.jmx.remote;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long an address that gives wrong passwords waits for each answer: twice as long each time, up to a limit. An
 * address that has several waiting is not listened to meanwhile, so that only a few threads wait.
 */
final class Penalties {
    static final Duration FIRST = Duration.ofMillis(250);
    static final Duration LONGEST = Duration.ofSeconds(8);
    static final int WAITING_USER = 4;
    static final int WAITING_ADDRESS = 8;
    static final int WAITING_ALL = 32;
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);
    private static final int ADDRESSES = 1000;

    private final Map<String, Culprit> culprits = new LinkedHashMap<>(16, 0.75f, true);
    private int waiting;

    private static final class Culprit {
        private int failures;
        private final List<String> waiting = new ArrayList<>();
        private long lastNanos;

        private boolean mayWait(String user) {
            return waiting.size() < WAITING_ADDRESS && Collections.frequency(waiting, user) < WAITING_USER;
        }
    }

    /** Whether a user, of a name that there may be or not, may try from an address at present. */
    synchronized boolean mayTry(String address, String user) {
        Culprit culprit = culprits.get(address);
        return culprit == null || culprit.mayWait(user);
    }

    /**
     * Counts a wrong password, and tells how long its answer is to wait until {@link #done}. It is zero, with nothing
     * to be done, when as many wait already as may.
     */
    synchronized Duration wrong(String address, String user, long nowNanos) {
        Culprit culprit = culprits.computeIfAbsent(address, a -> new Culprit());
        if (nowNanos - culprit.lastNanos > FORGOTTEN.toNanos()) {
            culprit.failures = 0;
        }
        culprit.failures++;
        culprit.lastNanos = nowNanos;
        if (waiting >= WAITING_ALL || !culprit.mayWait(user)) {
            return Duration.ZERO;
        }
        culprit.waiting.add(user);
        waiting++;
        forgetSome();
        return delay(culprit.failures);
    }

    /** Ends a wait. */
    synchronized void done(String address, String user) {
        waiting--;
        culprits.get(address).waiting.remove(user);
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
            if (oldest.next().waiting.isEmpty()) {
                oldest.remove();
            }
        }
    }
}
