package org.mosha.engine.zookeeper;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.mosha.engine.Wishes.OfClaim;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;

/** What is wished of claims and was not asked of the ensemble yet. Used by the engine's thread. */
final class PendingClaims {
    private static final int MOST_UNDER_WAY = 24;

    private final Claims claims;
    private final Runnable decided;
    private final Map<GroupName, OfClaim> pending = new LinkedHashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * Begins with none.
     *
     * @param claims where they are fulfilled
     * @param decided called on any thread when the ensemble has decided on one
     */
    PendingClaims(Claims claims, Runnable decided) {
        this.claims = claims;
        this.decided = decided;
    }

    /** Takes wishes; of each group the newest counts. */
    void add(Map<GroupName, OfClaim> wishes) {
        pending.putAll(wishes);
    }

    /** Drops them: what they were decided on is not so any more. */
    void clear() {
        pending.clear();
    }

    /**
     * Sends some of them; the others wait until those have come through, so that heartbeats come in between.
     *
     * @param over the nodes of which nothing can run now, with the version of their last registration: what was true
     *     of an owner when a wish was made may be so no more
     */
    void send(Map<NodeId, Integer> over) {
        Iterator<Map.Entry<GroupName, OfClaim>> next = pending.entrySet().iterator();
        while (next.hasNext() && underWay.get() < MOST_UNDER_WAY) {
            Map.Entry<GroupName, OfClaim> wish = next.next();
            next.remove();
            underWay.incrementAndGet();
            send(wish.getKey(), wish.getValue(), over).thenRun(this::done);
        }
    }

    private CompletableFuture<Reply> send(GroupName group, OfClaim wish, Map<NodeId, Integer> over) {
        return wish instanceof OfClaim.Take take
                ? claims.take(group, take.overEpoch(), over)
                : claims.release(group, ((OfClaim.GiveBack) wish).epoch());
    }

    private void done() {
        underWay.decrementAndGet();
        decided.run();
    }
}
