package org.mosha.engine.zookeeper;

/**
 * What was said last, to tell what is new. For one thread.
 *
 * @param <T> what is said
 */
final class LastSaid<T> {
    private T last;

    /** Takes what is said now; whether it is something else than before. */
    boolean isNew(T now) {
        boolean news = !now.equals(last);
        // also when it is the same: the same objects are said again many times, and are not looked at piece by piece
        // then
        last = now;
        return news;
    }
}
