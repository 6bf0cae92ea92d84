package org.mosha.node;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.mosha.init.InitEvent;

/** The timers that the local init armed, by their time. */
final class Timers {
    private record Armed(InitEvent.Timer timer, long atNanos) {}

    // differences, since the monotonic clock may begin anywhere and wrap
    private final PriorityQueue<Armed> armed;

    Timers(long originNanos) {
        armed = new PriorityQueue<>(Comparator.comparingLong(a -> a.atNanos() - originNanos));
    }

    void arm(InitEvent.Timer timer, long atNanos) {
        armed.add(new Armed(timer, atNanos));
    }

    /** Nanoseconds until the next timer; the given most when there is none before. */
    long untilNext(long now, long most) {
        Armed next = armed.peek();
        return next == null ? most : Math.min(most, Math.max(0, next.atNanos() - now));
    }

    /** The next timer that is due; null when none is. */
    InitEvent.Timer poll(long now) {
        Armed next = armed.peek();
        if (next == null || next.atNanos() - now > 0) {
            return null;
        }
        return armed.poll().timer();
    }
}
