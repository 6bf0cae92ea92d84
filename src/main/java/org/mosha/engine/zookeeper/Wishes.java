package org.mosha.engine.zookeeper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.mosha.cluster.FenceWord;
import org.mosha.model.ClStat;
import org.mosha.model.GroupName;
import org.mosha.model.HaStat;
import org.mosha.model.NodeId;

/** What the node wants of the engine's thread; of each thing the newest wish only, so nobody ever waits. */
final class Wishes {
    /** A status to be told. */
    record Publication(ClStat own, HaStat consolidated, boolean standby) {}

    /** What is wanted of a group's claim. */
    sealed interface OfClaim {
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

    /** Everything that was wished since the last time. */
    record Batch(
            Optional<Publication> publication,
            Map<GroupName, OfClaim> claims,
            Map<NodeId, FenceWord> fences,
            List<Runnable> tasks,
            boolean look) {}

    private Optional<Publication> publication = Optional.empty();
    private Map<GroupName, OfClaim> claims = new LinkedHashMap<>();
    private Map<NodeId, FenceWord> fences = new LinkedHashMap<>();
    private List<Runnable> tasks = new ArrayList<>();
    private boolean look;
    private boolean awake;
    private Optional<Publication> last = Optional.empty();

    synchronized void publish(Publication newest) {
        // the node says that it lives many times a second; only what is new is worth waking up for
        if (!last.equals(Optional.of(newest))) {
            publication = Optional.of(newest);
            notifyAll();
        }
        last = Optional.of(newest);
    }

    synchronized void ofClaim(GroupName group, OfClaim wish) {
        claims.put(group, wish);
        notifyAll();
    }

    synchronized void fence(NodeId node, FenceWord word) {
        fences.put(node, word);
        notifyAll();
    }

    synchronized void task(Runnable task) {
        tasks.add(task);
        notifyAll();
    }

    synchronized void look() {
        look = true;
        notifyAll();
    }

    /** Has the engine's thread look whether there is something new. */
    synchronized void wake() {
        awake = true;
        notifyAll();
    }

    /** All wishes, waiting at most so long for the first. */
    synchronized Batch take(long waitNanos) throws InterruptedException {
        long end = System.nanoTime() + waitNanos;
        long left = waitNanos;
        while (nothing() && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = end - System.nanoTime();
        }
        Batch batch = new Batch(publication, claims, fences, tasks, look);
        publication = Optional.empty();
        claims = new LinkedHashMap<>();
        fences = new LinkedHashMap<>();
        tasks = new ArrayList<>();
        look = false;
        awake = false;
        return batch;
    }

    private boolean nothing() {
        return publication.isEmpty() && claims.isEmpty() && fences.isEmpty() && tasks.isEmpty() && !look && !awake;
    }
}
