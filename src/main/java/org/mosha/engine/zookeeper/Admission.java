package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.mosha.node.Clocks;

/**
 * Whether this node is one that works in the cluster: it registers when it is on the ensemble's list, and leaves when it
 * is not any more. Used by the engine's thread; what others may ask is volatile.
 */
final class Admission {
    private final EngineSetup setup;
    private final Ensemble ensemble;
    private final Roster roster;
    private final Membership membership;
    private final Looks looks;
    private final Beats beats;
    private final Clocks clocks;
    private final NewTree newTree;
    private volatile Optional<Obstacle> waiting = Optional.empty();
    private volatile boolean settled;

    /** How it stands with this node's registration. */
    enum Standing {
        /** There is none. */
        OUT,
        /** It was made just now, and begins with nothing. */
        NEW,
        /** It is there. */
        IN
    }

    Admission(
            EngineSetup setup,
            Ensemble ensemble,
            Roster roster,
            Membership membership,
            Looks looks,
            Beats beats,
            Clocks clocks) {
        this.setup = setup;
        this.ensemble = ensemble;
        this.roster = roster;
        this.membership = membership;
        this.looks = looks;
        this.beats = beats;
        this.clocks = clocks;
        this.newTree = new NewTree(ensemble, setup.times(), clocks);
    }

    /** Why this node cannot join, though it reaches the ensemble; empty when it has joined, or reaches none. */
    Optional<Obstacle> waiting() {
        return waiting;
    }

    /** Whether this node has joined, and has looked at everything since. */
    boolean isSettled() {
        return settled;
    }

    /** This node has looked at everything, and is on the list. */
    void settle() {
        settled = true;
    }

    /** Registers if need be; for a node that is connected. */
    Standing join(boolean lives) throws IOException {
        if (!lives) {
            membership.leave(false);
            waiting = Optional.of(Obstacle.passing("the node's own thread stands still"));
            return Standing.OUT;
        }
        boolean already = membership.isRegistered();
        if (!already) {
            waiting = register();
            if (waiting.isPresent()) {
                return Standing.OUT;
            }
        }
        ensemble.watch(this::heard);
        return already ? Standing.IN : Standing.NEW;
    }

    private void heard(String path, long change) {
        long now = clocks.nanos();
        Znodes.beating(path).ifPresent(node -> beats.told(node, change, now));
    }

    private Optional<Obstacle> register() throws IOException {
        Optional<Obstacle> outside = outside();
        if (outside.isPresent()) {
            return outside;
        }
        Duration wanted = setup.times().session();
        Optional<Duration> negotiated = ensemble.negotiated();
        if (negotiated.isPresent() && !negotiated.get().equals(wanted)) {
            return Optional.of(Obstacle.lasting("the ensemble makes a session of "
                    + negotiated.get().toMillis() + " ms where session.timeout=" + wanted.toMillis()
                    + ": expected one that its minSessionTimeout and maxSessionTimeout allow"));
        }
        Optional<Obstacle> isNew = setup.isEmbedded() ? Optional.empty() : newTree.look();
        return isNew.isPresent() ? isNew : membership.register();
    }

    /** Why this node is none of the cluster's; looks when that may have changed. */
    private Optional<Obstacle> outside() throws IOException {
        long now = clocks.nanos();
        if (roster.isOutside() && looks.isFresh(now)) {
            return roster.obstacle();
        }
        roster.look();
        if (roster.isOutside()) {
            looks.begin();
            looks.done(now);
            settled = false;
            ensemble.watch(this::heard);
        }
        return roster.obstacle();
    }

    /** Leaves, as none of the cluster's nodes any more; what still runs here ends with the lease. */
    void leave(boolean clean) throws IOException {
        settled = false;
        waiting = roster.obstacle();
        membership.leave(clean);
    }

    /** Refuses what only a node can be asked that has joined. */
    void require() throws IOException {
        Optional<Obstacle> outside = roster.obstacle();
        if (outside.isPresent()) {
            throw new IOException(outside.get().sentence());
        }
        if (!settled || !membership.isRegistered()) {
            throw new NotReached("this node does not reach the ensemble at present");
        }
    }
}
