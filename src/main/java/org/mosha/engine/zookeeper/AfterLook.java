package org.mosha.engine.zookeeper;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What is to be done after the next look at the operator's files, which may be long in coming: nothing is looked at as long
 * as the ensemble is not reached. Used by the engine's thread.
 */
final class AfterLook {
    /** Who was before so many others has not waited for it for long. */
    static final int MOST = 1000;

    private final Deque<Runnable> waiting = new ArrayDeque<>();

    /** Has it done; of very many, those that came last. */
    void add(Runnable then) {
        if (waiting.size() >= MOST) {
            waiting.remove();
        }
        waiting.add(then);
    }

    /** There was a look. */
    void looked() {
        waiting.forEach(Runnable::run);
        waiting.clear();
    }
}
