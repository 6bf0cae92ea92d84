package org.mosha.node;

import java.util.Comparator;
import java.util.PriorityQueue;

/** One queue of timed events for everything that is simulated. Events of the same time keep the order of their making. */
final class SimQueue {
    private record Event(long at, long number, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private long now;
    private long made;

    /** The virtual time in nanoseconds. */
    long now() {
        return now;
    }

    void after(long nanos, Runnable action) {
        events.add(new Event(now + Math.max(0, nanos), made++, action));
    }

    /** Lets the next event happen. */
    void step() {
        Event next = events.remove();
        now = next.at();
        next.action().run();
    }
}
