package org.mosha.engine.zookeeper;

import java.time.Duration;

/**
 * When the ensemble is to be looked at: soon after something has changed there, and every second in any case. Used by the
 * engine's thread; that something has changed may be said on any.
 */
final class Looks {
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** What changes at once is looked at at once. */
    private static final Duration BETWEEN = Duration.ofMillis(15);

    private static final Duration EVERYTHING = Duration.ofSeconds(30);

    private long lookedNanos;
    private long readAllNanos;
    private volatile boolean dirty = true;

    /** Something has changed in the ensemble. */
    void changed() {
        dirty = true;
    }

    /** Whether a look would find nothing new, as far as is known. */
    boolean isFresh(long now) {
        return !dirty && now - lookedNanos < LOOK.toNanos();
    }

    /** Whether to look now, when nobody has asked for it. */
    boolean isDue(long now) {
        boolean soon = dirty && now - lookedNanos < BETWEEN.toNanos();
        return !soon && !isFresh(now);
    }

    /** A look begins: what changes from now on is for the next one. Tells whether it is known that something has changed. */
    boolean begin() {
        boolean changed = dirty;
        dirty = false;
        return changed;
    }

    /** Whether this look is to read everything, whether or not it seems to have changed. */
    boolean isOfEverything(boolean asked, long now) {
        if (!asked && now - readAllNanos <= EVERYTHING.toNanos()) {
            return false;
        }
        readAllNanos = now;
        return true;
    }

    /** A look has come to its end. */
    void done(long beganNanos) {
        lookedNanos = beganNanos;
    }

    /** Nanoseconds until the next look, which may be over; the given most when that is less. */
    long untilDue(long now, long most) {
        return Math.min(most, (dirty ? BETWEEN : LOOK).toNanos() - (now - lookedNanos));
    }
}
