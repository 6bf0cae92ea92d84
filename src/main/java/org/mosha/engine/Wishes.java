package org.mosha.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.mosha.cluster.FenceWord;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;

/**
 * What the node wants of an engine's thread; of each thing the newest wish only, so nobody ever waits.
 *
 * @param <P> a status that is published
 */
public final class Wishes<P> {
    /** Who was before so many others has been told already that it takes too long, or will be. */
    static final int MOST_TASKS = 1000;

    /** What is wanted of a group's claim. */
    public sealed interface OfClaim {
        /**
         * To have it.
         *
         * @param overEpoch the epoch of a claim that may be taken from its owner; 0 for none
         */
        record Take(long overEpoch) implements OfClaim {}

        /**
         * To give it back.
         *
         * @param epoch the epoch of the claim that is meant
         */
        record GiveBack(long epoch) implements OfClaim {}
    }

    /**
     * Everything that was wished since the last time.
     *
     * @param <P> a status that is published
     * @param publication the newest status
     * @param claims the newest wish for each group
     * @param fences the newest word about shooting each node
     * @param tasks what callers wait for
     * @param look whether everything is to be looked at
     * @param touched whether something may have changed, so that it is to be looked whether it has
     */
    public record Batch<P>(
            Optional<P> publication,
            Map<GroupName, OfClaim> claims,
            Map<NodeId, FenceWord> fences,
            List<Runnable> tasks,
            boolean look,
            boolean touched) {}

    private Optional<P> publication = Optional.empty();
    private Map<GroupName, OfClaim> claims = new LinkedHashMap<>();
    private Map<NodeId, FenceWord> fences = new LinkedHashMap<>();
    private Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean look;
    private boolean touched;
    private boolean hurry;

    /** Begins without any. */
    public Wishes() {}

    /**
     * Has a status published.
     *
     * @param newest the status
     * @param urgent false for one that has time until there is something else to do
     */
    public synchronized void publish(P newest, boolean urgent) {
        publication = Optional.of(newest);
        if (urgent) {
            hurry = true;
            notifyAll();
        }
    }

    /**
     * Wants something of claims.
     *
     * @param wished what, for each group
     */
    public synchronized void ofClaims(Map<GroupName, OfClaim> wished) {
        claims.putAll(wished);
        notifyAll();
    }

    /**
     * Has the next batch begin with some claims of the last one; what was wished since then counts.
     *
     * @param rest the claims that were put off
     */
    public synchronized void later(Map<GroupName, OfClaim> rest) {
        Map<GroupName, OfClaim> all = new LinkedHashMap<>(rest);
        all.putAll(claims);
        claims = all;
    }

    /**
     * Has the others told of a shot.
     *
     * @param node which node was shot, or is to be
     * @param word what is said of it
     */
    public synchronized void fence(NodeId node, FenceWord word) {
        fences.put(node, word);
        notifyAll();
    }

    /**
     * Has something done; of very many, as when a filesystem does not answer for hours, those that came last.
     *
     * @param task what somebody waits for, but not for ever
     */
    public synchronized void task(Runnable task) {
        if (tasks.size() >= MOST_TASKS) {
            tasks.remove();
        }
        tasks.add(task);
        notifyAll();
    }

    /** Has everything looked at. */
    public synchronized void look() {
        look = true;
        notifyAll();
    }

    /** Has the engine's thread look whether there is something new. */
    public synchronized void touched() {
        touched = true;
        notifyAll();
    }

    /**
     * Takes all wishes out, waiting for the first.
     *
     * @param waitNanos how long at most
     * @return what there is then
     * @throws InterruptedException when the engine's thread was interrupted
     */
    public synchronized Batch<P> take(long waitNanos) throws InterruptedException {
        long end = System.nanoTime() + waitNanos;
        long left = waitNanos;
        while (nothing() && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = end - System.nanoTime();
        }
        Batch<P> batch = new Batch<>(publication, claims, fences, List.copyOf(tasks), look, touched);
        publication = Optional.empty();
        claims = new LinkedHashMap<>();
        fences = new LinkedHashMap<>();
        tasks = new ArrayDeque<>();
        look = false;
        touched = false;
        hurry = false;
        return batch;
    }

    private boolean nothing() {
        return !hurry && claims.isEmpty() && fences.isEmpty() && tasks.isEmpty() && !look && !touched;
    }
}
