package org.mosha.engine.zookeeper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.Op;
import org.mosha.config.EngineTimes;
import org.mosha.model.NodeId;
import org.mosha.node.Clocks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the registration of a node that says nothing any more. The ensemble would do so as well when the node's session
 * expires, but a new leader counts all sessions anew, which costs a whole session when the old one is lost with its node.
 *
 * <p>A registration is ended by one change that is carried out only if the node's last heartbeat is still the one that was
 * seen here, at least a session ago on this node's monotonic clock. Why nothing runs under that registration then:
 * <ol>
 *   <li>All changes have one order. Each heartbeat before this one is older than the one that was seen, or is that one;
 *       each after it is refused, as its node is not registered. So none that was said later than it was seen is ever
 *       acknowledged.
 *   <li>The node's lease is three quarters of a session from when its newest acknowledged heartbeat was said. That was
 *       before it was seen here, so the lease is over by a quarter of a session when this change is sent, and its guard
 *       has killed everything.
 *   <li>A node that was frozen or cut off, and comes back, finds each of its changes refused in the same way: its claims
 *       too. It has to register anew, which makes the claims that others decided to take from it theirs no more (see
 *       {@link Claims}).
 * </ol>
 * A version says which heartbeat it was only as long as none gets lost and is followed by another one. So what was seen is
 * read again in each new epoch of the ensemble before it counts, see {@link Beats}. A change that an epoch's end overtakes
 * may end a registration for nothing all the same; nobody takes anything over for that, as {@link Sightings} counts anew.
 *
 * <p>None of that depends on how well this node sees: a heartbeat that it has missed makes the change fail. But the ensemble
 * may have been out of reach for all of them, and so that the first one to return does not end the others' registrations
 * before they could say anything, a node whose own lease was over counts from its return. Used by the engine's thread.
 */
final class Expulsion {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.engine");

    /**
     * A node that is registered.
     *
     * @param life the version of its registration
     * @param session the longer one of its session and of this node's
     */
    record Registered(int life, Duration session) {}

    private final Ensemble ensemble;
    private final Membership membership;
    private final Beats beats;
    private final Duration again;
    private final Clocks clocks;
    private final Runnable done;
    private final Map<NodeId, Long> askedNanos = new HashMap<>();

    /**
     * Prepares it.
     *
     * @param again how long an answer is waited for until it is tried again
     * @param done called on any thread when a registration was ended
     */
    Expulsion(Ensemble ensemble, Membership membership, Beats beats, Duration again, Clocks clocks, Runnable done) {
        this.ensemble = ensemble;
        this.membership = membership;
        this.beats = beats;
        this.again = again;
        this.clocks = clocks;
        this.done = done;
    }

    /**
     * Ends the registrations that are due; does not wait.
     *
     * @param nodes the other nodes that are registered
     * @param steadyNanos since when this node's own lease has never been over
     */
    void look(Map<NodeId, Registered> nodes, long steadyNanos) {
        long now = clocks.nanos();
        nodes.forEach((node, registered) -> {
            OptionalInt beat = beats.lasting(node);
            if (beat.isPresent() && now - dueNanos(node, registered, steadyNanos, now) >= 0) {
                askedNanos.put(node, now);
                long silent = (now - beats.seenNanos(node, now)) / 1_000_000;
                end(node, registered.life(), beat.getAsInt()).thenAccept(reply -> ended(node, silent, reply));
            }
        });
    }

    /** When the next registration is due, in nanoseconds from now; the given most when that is later. */
    long untilDue(Map<NodeId, Registered> nodes, long steadyNanos, long now, long most) {
        long wait = most;
        for (Map.Entry<NodeId, Registered> one : nodes.entrySet()) {
            long left = dueNanos(one.getKey(), one.getValue(), steadyNanos, now) - now;
            wait = left > 0 ? Math.min(wait, left) : wait;
        }
        return wait;
    }

    private long dueNanos(NodeId node, Registered registered, long steadyNanos, long now) {
        long due = later(beats.seenNanos(node, now), steadyNanos)
                + new EngineTimes(registered.session()).expulsion().toNanos();
        Long asked = askedNanos.get(node);
        return asked == null ? due : later(due, asked + again.toNanos());
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    /**
     * Ends a registration, if it is still the same and nothing was said under it since; does not wait.
     *
     * @param life the version of the registration
     * @param beat the version of the last heartbeat that was seen
     * @return whether it was ended; what was wrong otherwise
     */
    CompletableFuture<Reply> end(NodeId node, int life, int beat) {
        Optional<List<Op>> proof = membership.proof();
        if (proof.isEmpty()) {
            return CompletableFuture.completedFuture(Ensemble.LOST);
        }
        List<Op> ops = new ArrayList<>(proof.get());
        ops.add(Op.check(Znodes.of(Znodes.LIVES, node), life));
        ops.add(Op.check(Znodes.of(Znodes.BEATS, node), beat));
        ops.add(Op.delete(Znodes.of(Znodes.NODES, node), -1));
        return ensemble.send(ops);
    }

    private void ended(NodeId node, long silentMillis, Reply reply) {
        if (reply.isDone()) {
            LOG.warn("node {} has said nothing for {} ms: its registration is ended", node, silentMillis);
            done.run();
        } else {
            LOG.debug("the registration of node {} is not ended: {}", node, reply.code());
        }
    }
}
