package org.mosha.exec;

import org.mosha.linux.Libc;

/**
 * Lets a thread whose work is not urgent run beside others, and not in their place (SCHED_BATCH of sched(7)): woken, it
 * waits until whoever runs on that processor pauses.
 */
final class Leisure {
    private static final int SCHED_OTHER = 0;
    private static final int SCHED_BATCH = 3;

    private Leisure() {}

    /** Makes the calling thread such a one; not when the operator has chosen how the daemon is scheduled. */
    static void take() {
        if (Libc.sched_getscheduler(0) == SCHED_OTHER) {
            // without it, it just takes a little longer until what has died runs again
            Libc.sched_setscheduler(0, SCHED_BATCH, new int[] {0});
        }
    }
}
