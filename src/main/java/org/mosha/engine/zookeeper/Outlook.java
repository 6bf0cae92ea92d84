package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.mosha.engine.Attempt;
import org.mosha.engine.ConfigChecks;
import org.mosha.engine.Wishes;
import org.mosha.model.NodeId;
import org.mosha.node.Clocks;
import org.mosha.node.EngineView;
import org.mosha.node.EngineView.ClaimSeen;

/** What a node that has joined sees of the ensemble and writes to it. Used by the engine's thread. */
final class Outlook {
    /** Between two looks while the files do not count yet. */
    private static final Duration UNSETTLED = Duration.ofMillis(400);

    /** Between two steps of a node that sees nothing: without a connection, or not registered yet. */
    private static final Duration BLIND = Duration.ofMillis(50);

    private final EngineSetup setup;
    private final Clocks clocks;
    private final Runnable wake;
    private final Ensemble ensemble;
    private final Membership membership;
    private final Looks looks = new Looks();
    private final Admission admission;
    private final Pulse pulse;
    private final Expulsion expulsion;
    private final Sightings sightings;
    private final Skim skim;
    private final Claims claims;
    private final PendingClaims pending;
    private final OwnStatus status;
    private final OwnFiles files;
    private final Words words;
    private final Versions versions;
    private final OperatorCopies copies;
    private final Edits edits;
    private final ConfigOrders orders;
    private final Roster roster;
    private final NodeChanges changes;
    private final ViewMaker views;
    private final List<String> troubles = new ArrayList<>();
    private Optional<OwnStatus.Publication> newest = Optional.empty();
    private volatile boolean out;
    private boolean isNew;

    Outlook(
            EngineSetup setup,
            Registration own,
            Ensemble ensemble,
            Roster roster,
            Pulse.Life life,
            ConfigChecks checks,
            Clocks clocks,
            Runnable wake) {
        this.setup = setup;
        this.clocks = clocks;
        this.wake = wake;
        this.ensemble = ensemble;
        this.roster = roster;
        Beats beats = new Beats();
        this.membership = new Membership(setup.self(), own, ensemble, beats, clocks);
        this.admission = new Admission(setup, ensemble, roster, membership, looks, beats, clocks);
        this.pulse = new Pulse(setup.self(), setup.times(), ensemble, membership, beats, clocks, life, wake);
        this.sightings = new Sightings(
                setup.self(), setup.times(), roster.expected(), setup.isEmbedded(), ensemble, beats, clocks);
        this.skim = new Skim(setup.isEmbedded(), ensemble, beats, clocks);
        this.expulsion =
                new Expulsion(ensemble, membership, beats, setup.times().beat(), clocks, this::seeAgain);
        this.claims = new Claims(ensemble, membership, new ClaimToken.Owner(setup.self(), setup.incarnation()));
        this.pending = new PendingClaims(claims, this::seeAgain);
        this.status = new OwnStatus(setup.self(), setup.incarnation(), ensemble, membership, wake);
        this.files = new OwnFiles(setup.base(), setup.timeout());
        this.words = new Words(ensemble, beats);
        this.versions = new Versions(ensemble, membership, clocks, "node " + setup.self() + " (" + setup.host() + ")");
        this.copies = new OperatorCopies(setup.base(), checks, versions);
        this.edits = new Edits(copies, versions, wake);
        this.orders = new ConfigOrders(ensemble, versions, copies, clocks);
        this.changes = new NodeChanges(setup, ensemble, roster, sightings, claims, words, versions, membership, clocks);
        this.views = new ViewMaker(setup, sightings, roster, claims, status, pulse, copies, clocks);
    }

    /** Prepares what is on disk. */
    void begin() throws IOException {
        copies.begin();
        files.begin();
    }

    /** This node's heartbeats. */
    Pulse pulse() {
        return pulse;
    }

    /** Whether this node has joined, and nothing keeps it from working. */
    boolean isJoined() {
        return admission.isSettled() && !isInDoubt();
    }

    /** Whether nothing that this node has said for long was acknowledged: it may be cut off. */
    boolean isInDoubt() {
        return !admission.isSettled()
                || out
                || clocks.nanos() - pulse.heardNanos() >= setup.times().doubt().toNanos();
    }

    /** This node's own peer takes no part, whatever was acknowledged a moment ago; or it does. */
    void out(boolean now) {
        out = now;
    }

    /** Why this node cannot join, though it reaches the ensemble; empty when it has joined, or reaches none. */
    Optional<Obstacle> waiting() {
        return admission.waiting();
    }

    /** Something has changed in the ensemble: the next step looks at it. */
    void changed() {
        looks.changed();
    }

    /** One step: registers if need be, writes what is wished, and looks. Tells whether it has looked at everything. */
    boolean step(Wishes.Batch<OwnStatus.Publication> batch, boolean lives) {
        troubles.clear();
        batch.publication().ifPresent(p -> newest = Optional.of(p));
        words.fence(batch.fences());
        pending.add(batch.claims());
        boolean looked = false;
        try {
            if (join(lives)) {
                words.tell();
                pending.send(sightings.over(clocks.nanos()));
                newest.ifPresent(status::tell);
                looked = lookWhenDue(batch.look());
                expel();
                attempt(() -> lookAtFiles(batch.look()));
            }
        } catch (IOException e) {
            troubles.add(e.getMessage());
        }
        if (!membership.isRegistered()) {
            // what is wished of claims was decided on what is not so any more
            pending.clear();
        }
        attempt(this::writeFiles);
        return looked;
    }

    private void attempt(Attempt attempt) {
        try {
            attempt.run();
        } catch (IOException e) {
            troubles.add(e.getMessage());
        }
    }

    /** Whether this node is registered, now or already. */
    private boolean join(boolean lives) throws IOException {
        if (!ensemble.isConnected()) {
            return false;
        }
        Admission.Standing standing = admission.join(lives);
        if (standing == Admission.Standing.NEW) {
            pulse.now();
            status.forget();
            claims.forget();
            looks.changed();
            isNew = true;
        }
        return standing != Admission.Standing.OUT;
    }

    /** Ends the registrations of nodes that have been silent for long, when this node is well connected itself. */
    private void expel() {
        if (isJoined()) {
            expulsion.look(sightings.registered(), pulse.steadyNanos());
        }
    }

    private void seeAgain() {
        changed();
        wake.run();
    }

    private boolean lookWhenDue(boolean asked) throws IOException {
        long now = clocks.nanos();
        status.check();
        if (!asked && !looks.isDue(now)) {
            return false;
        }
        boolean changed = looks.begin();
        boolean all = looks.isOfEverything(asked, now);
        boolean quiet = !changed && !all && admission.isSettled();
        if (quiet && skim.findsNothingNew(sightings.all())) {
            sightings.nothingNew(now);
            looks.done(now);
            return true;
        }
        if (all) {
            claims.forget();
        }
        lookAtEverything();
        looks.done(now);
        if (roster.isOutside()) {
            admission.leave(ownsNothing());
            return false;
        }
        if (isNew) {
            isNew = false;
            claims.releaseEarlier();
        }
        skim.taken();
        admission.settle();
        return true;
    }

    private void lookAtEverything() throws IOException {
        // first the claims: their owners are then seen in the lives that made them, or in later ones
        claims.look();
        List<NodeId> owners =
                claims.seen().values().stream().map(ClaimSeen::node).distinct().toList();
        sightings.look(owners);
        Optional<Integer> saidOff = sightings.saidOff(setup.incarnation());
        if (saidOff.isPresent()) {
            membership.refute(saidOff.get());
        }
        pulse.watch(sightings.others());
        versions.look();
        // no older than the nodes: one that is gone since it was removed is not on the list any more
        roster.look();
    }

    private boolean ownsNothing() {
        return claims.seen().values().stream().noneMatch(ClaimSeen::ours);
    }

    private void lookAtFiles(boolean asked) throws IOException {
        if (admission.isSettled()) {
            edits.look(clocks.nanos(), asked);
        }
    }

    /** Whether this node's copies of the operator's files were looked at, and nobody was just writing there. */
    boolean hasSeenFiles() {
        return admission.isSettled() && !edits.isWriting();
    }

    private void writeFiles() throws IOException {
        if (newest.isPresent()) {
            files.write(newest.get().own(), newest.get().consolidated(), clocks.nanos());
        }
    }

    /** How long nothing has to be done if nothing happens, in nanoseconds. */
    long rest() {
        long now = clocks.nanos();
        long wait = ensemble.isConnected() && membership.isRegistered() ? untilDue(now) : blind(now);
        long doubt = pulse.heardNanos() + setup.times().doubt().toNanos() - now;
        return Math.max(Duration.ofMillis(1).toNanos(), doubt > 0 ? Math.min(wait, doubt) : wait);
    }

    private long blind(long now) {
        return Math.max(
                BLIND.toNanos(), ensemble.isConnected() ? looks.untilDue(now, UNSETTLED.toNanos()) : BLIND.toNanos());
    }

    /** Until something is to be done that does not count for a node that sees nothing. */
    private long untilDue(long now) {
        long wait = looks.untilDue(now, admission.isSettled() ? edits.untilDue(now) : UNSETTLED.toNanos());
        wait = expulsion.untilDue(sightings.registered(), pulse.steadyNanos(), now, wait);
        return sightings.untilOver(now, wait);
    }

    /** What people ask of the configuration; for a node that has joined. */
    ConfigOrders orders() throws IOException {
        admission.require();
        return orders;
    }

    /** What is needed to add and remove nodes, with everything looked at anew; for a node that has joined. */
    NodeChanges changes() throws IOException {
        admission.require();
        ensemble.sync();
        lookWhenDue(true);
        admission.require();
        return changes;
    }

    /** Whom this node has told to halt; looks at nothing. */
    Halted halted() {
        return changes.halted();
    }

    /** Whether a node is on the ensemble's list now, of which this node may be gone itself. */
    boolean lists(NodeId node) throws IOException {
        roster.look();
        return roster.listed().nodes().containsKey(node);
    }

    void standby(boolean value, boolean everywhere) throws IOException {
        admission.require();
        SortedSet<NodeId> nodes = new TreeSet<>(everywhere ? sightings.all() : List.of());
        nodes.add(setup.self());
        words.standby(value, nodes);
        if (!value) {
            // whoever has ended it relies on what is shown from now on
            lookWhenDue(true);
        }
    }

    /** Leaves: first the claims, so that the others may take the groups, then the registration. */
    void end() throws IOException {
        pulse.stop();
        edits.close();
        try {
            if (membership.isRegistered()) {
                claims.forget();
                claims.look();
                ensemble.awaitAll(claims.releaseAll());
                claims.forget();
                claims.look();
                membership.leave(ownsNothing());
            }
        } finally {
            files.end();
        }
    }

    /**
     * Everything that is seen.
     *
     * @param obstacle tells what keeps this node from working, when it is in doubt; takes a while
     */
    EngineView view(Supplier<String> obstacle) {
        return views.view(doubt(obstacle), troubles);
    }

    /** The view with which a node begins: never a file that is wrong. */
    EngineView first(Supplier<String> obstacle) {
        return views.first(doubt(obstacle), troubles);
    }

    private Optional<String> doubt(Supplier<String> obstacle) {
        return isInDoubt()
                ? Optional.of(admission.waiting().map(Obstacle::sentence).orElseGet(obstacle))
                : Optional.empty();
    }
}
