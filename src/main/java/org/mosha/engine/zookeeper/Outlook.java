package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.mosha.engine.ConfigChecks;
import org.mosha.engine.zookeeper.Wishes.OfClaim;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;
import org.mosha.node.Clocks;
import org.mosha.node.EngineView;
import org.mosha.node.EngineView.ClaimSeen;
import org.mosha.node.EngineView.Sighting;

/** What a node that has joined sees of the ensemble and writes to it. Used by the engine's thread. */
final class Outlook {
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** What changes at once is looked at at once. */
    private static final Duration BETWEEN = Duration.ofMillis(15);

    private static final Duration FILES = Duration.ofMillis(400);
    private static final Duration EVERYTHING = Duration.ofSeconds(30);
    private static final int MOST_UNDER_WAY = 24;

    private final EngineSetup setup;
    private final Clocks clocks;
    private final Runnable wake;
    private final Ensemble ensemble;
    private final Membership membership;
    private final Beats beats;
    private final Pulse pulse;
    private final Expulsion expulsion;
    private final Sightings sightings;
    private final Claims claims;
    private final OwnStatus status;
    private final OwnFiles files;
    private final Words words;
    private final Versions versions;
    private final PlacedNotes notes;
    private final OperatorCopy cltab;
    private final OperatorCopy hactl;
    private final ConfigOrders orders;
    private final Roster roster;
    private final NodeChanges changes;
    private final List<String> troubles = new ArrayList<>();
    private final Map<GroupName, OfClaim> pending = new LinkedHashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private Optional<Wishes.Publication> newest = Optional.empty();
    private volatile Optional<Obstacle> waiting = Optional.empty();
    private volatile boolean settled;
    private volatile boolean out;
    private boolean isNew;
    private long lookedNanos;
    private long readAllNanos;
    private volatile boolean dirty = true;

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
        this.beats = new Beats();
        this.membership = new Membership(setup.self(), own, ensemble, beats, clocks);
        this.pulse = new Pulse(setup.self(), setup.times(), ensemble, membership, beats, clocks, life, wake);
        this.sightings = new Sightings(setup.self(), setup.times(), roster.expected(), ensemble, beats, clocks);
        this.expulsion =
                new Expulsion(ensemble, membership, beats, setup.times().beat(), clocks, this::seeAgain);
        this.claims = new Claims(ensemble, membership, new ClaimToken.Owner(setup.self(), setup.incarnation()));
        this.status = new OwnStatus(setup.self(), setup.incarnation(), ensemble, membership, wake);
        this.files = new OwnFiles(setup.base(), setup.timeout());
        this.words = new Words(ensemble);
        this.versions = new Versions(ensemble, membership, clocks, "node " + setup.self() + " (" + setup.host() + ")");
        this.notes = new PlacedNotes(setup.base());
        this.cltab = new OperatorCopy(OperatorFile.CLTAB, setup.base(), checks.cltab(), versions, notes);
        this.hactl = new OperatorCopy(OperatorFile.HACTL, setup.base(), checks.hactl(), versions, notes);
        this.orders = new ConfigOrders(ensemble, versions, cltab, hactl, clocks);
        this.changes = new NodeChanges(setup, ensemble, roster, sightings, claims, words, versions, membership, clocks);
    }

    /** Prepares what is on disk. */
    void begin() throws IOException {
        cltab.peek();
        hactl.peek();
        notes.load();
        files.begin();
    }

    /** Begins to live: from now on heartbeats are sent as soon as there is a registration. */
    void live() {
        pulse.start();
    }

    /** The connection is back, maybe late in the lease: a heartbeat is due at once. */
    void connected() {
        pulse.now();
    }

    /** When the newest heartbeat was sent that a majority has acknowledged. */
    long heardNanos() {
        return pulse.heardNanos();
    }

    /** Whether this node has joined, and nothing keeps it from working. */
    boolean isJoined() {
        return settled && !isInDoubt();
    }

    /** Whether nothing that this node has said for long was acknowledged: it may be cut off. */
    boolean isInDoubt() {
        return !settled
                || out
                || clocks.nanos() - pulse.heardNanos() >= setup.times().doubt().toNanos();
    }

    /** This node's own peer takes no part, whatever was acknowledged a moment ago; or it does. */
    void out(boolean now) {
        out = now;
    }

    /** Why this node cannot join, though it reaches the ensemble; empty when it has joined, or reaches none. */
    Optional<Obstacle> waiting() {
        return waiting;
    }

    /** Something has changed in the ensemble: the next step looks at it. */
    void changed() {
        dirty = true;
    }

    /** One step: registers if need be, writes what is wished, and looks. Tells whether it has looked at everything. */
    boolean step(Wishes.Batch batch, boolean lives) {
        troubles.clear();
        batch.publication().ifPresent(p -> newest = Optional.of(p));
        words.fence(batch.fences());
        pending.putAll(batch.claims());
        boolean looked = false;
        try {
            if (join(lives)) {
                words.tell();
                fulfil();
                newest.ifPresent(status::tell);
                looked = lookWhenDue(batch.look());
                expel();
                attempt(this::lookAtFiles);
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

    private interface Attempt {
        void run() throws IOException;
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
        if (!lives) {
            membership.leave(false);
            waiting = Optional.of(Obstacle.passing("the node's own thread stands still"));
            return false;
        }
        if (!membership.isRegistered()) {
            waiting = register();
            if (waiting.isPresent()) {
                return false;
            }
            pulse.now();
            status.forget();
            claims.forget();
            dirty = true;
            isNew = true;
        }
        ensemble.watch(this::heard);
        return true;
    }

    private void heard(String path, long change) {
        long now = clocks.nanos();
        Znodes.beating(path).ifPresent(node -> beats.told(node, change, now));
    }

    /** Ends the registrations of nodes that have been silent for long, when this node is well connected itself. */
    private void expel() {
        if (settled && !isInDoubt()) {
            expulsion.look(sightings.registered(), pulse.steadyNanos());
        }
    }

    /** Why this node is none of the cluster's; looks when that may have changed. */
    private Optional<Obstacle> outside() throws IOException {
        long now = clocks.nanos();
        if (roster.isOutside() && !dirty && now - lookedNanos < LOOK.toNanos()) {
            return roster.obstacle();
        }
        roster.look();
        if (roster.isOutside()) {
            dirty = false;
            lookedNanos = now;
            settled = false;
            ensemble.watch(this::heard);
        }
        return roster.obstacle();
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
        return membership.register();
    }

    /** Sends some of the wishes; the others wait until those have come through, so that heartbeats come in between. */
    private void fulfil() {
        Map<NodeId, Integer> ended = sightings.ended();
        Iterator<Map.Entry<GroupName, OfClaim>> next = pending.entrySet().iterator();
        while (next.hasNext() && underWay.get() < MOST_UNDER_WAY) {
            Map.Entry<GroupName, OfClaim> wish = next.next();
            next.remove();
            underWay.incrementAndGet();
            fulfil(wish.getKey(), wish.getValue(), ended).thenRun(this::done);
        }
    }

    private CompletableFuture<Reply> fulfil(GroupName group, OfClaim wish, Map<NodeId, Integer> ended) {
        return wish instanceof OfClaim.Take take
                ? claims.take(group, take.overEpoch(), ended)
                : claims.release(group, ((OfClaim.GiveBack) wish).epoch());
    }

    private void done() {
        underWay.decrementAndGet();
        seeAgain();
    }

    private void seeAgain() {
        changed();
        wake.run();
    }

    private boolean lookWhenDue(boolean asked) throws IOException {
        long now = clocks.nanos();
        status.check();
        long since = now - lookedNanos;
        boolean soon = dirty && since < BETWEEN.toNanos();
        if (!asked && (soon || !dirty && since < LOOK.toNanos())) {
            return false;
        }
        dirty = false;
        if (asked || now - readAllNanos > EVERYTHING.toNanos()) {
            claims.forget();
            readAllNanos = now;
        }
        // first the claims: their owners are then seen in the lives that made them, or in later ones
        claims.look();
        List<NodeId> owners =
                claims.seen().values().stream().map(ClaimSeen::node).distinct().toList();
        sightings.look(owners);
        pulse.watch(sightings.others());
        versions.look();
        // no older than the nodes: one that is gone since it was removed is not on the list any more
        roster.look();
        lookedNanos = now;
        if (roster.isOutside()) {
            leave();
            return false;
        }
        if (isNew) {
            isNew = false;
            claims.releaseEarlier();
        }
        settled = true;
        return true;
    }

    /** Leaves, as none of the cluster's nodes any more; what still runs here ends with the lease. */
    private void leave() throws IOException {
        settled = false;
        waiting = roster.obstacle();
        boolean clean = claims.seen().values().stream().noneMatch(ClaimSeen::ours);
        membership.leave(clean);
    }

    private void lookAtFiles() throws IOException {
        if (settled) {
            long now = clocks.nanos();
            boolean writing = cltab.look(now) | hactl.look(now);
            if (writing) {
                wake.run();
            }
        }
    }

    private void writeFiles() throws IOException {
        if (newest.isPresent()) {
            files.write(newest.get().own(), newest.get().consolidated(), clocks.nanos());
        }
    }

    /** How long nothing has to be done if nothing happens, in nanoseconds. */
    long rest() {
        long now = clocks.nanos();
        long wait = Math.min(FILES.toNanos(), LOOK.toNanos() - (now - lookedNanos));
        long doubt = pulse.heardNanos() + setup.times().doubt().toNanos() - now;
        wait = doubt > 0 ? Math.min(wait, doubt) : wait;
        wait = dirty ? Math.min(wait, BETWEEN.toNanos() - (now - lookedNanos)) : wait;
        wait = expulsion.untilDue(sightings.registered(), pulse.steadyNanos(), now, wait);
        return Math.max(Duration.ofMillis(1).toNanos(), sightings.untilOver(now, wait));
    }

    /** What people ask of the configuration; for a node that has joined. */
    ConfigOrders orders() throws IOException {
        requireJoined();
        return orders;
    }

    /** What is needed to add and remove nodes, with everything looked at anew; for a node that has joined. */
    NodeChanges changes() throws IOException {
        requireJoined();
        ensemble.sync();
        lookWhenDue(true);
        requireJoined();
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
        requireJoined();
        SortedSet<NodeId> nodes = new TreeSet<>(everywhere ? sightings.all() : List.of());
        nodes.add(setup.self());
        words.standby(value, nodes);
    }

    private void requireJoined() throws IOException {
        Optional<Obstacle> outside = roster.obstacle();
        if (outside.isPresent()) {
            throw new IOException(outside.get().sentence());
        }
        if (!settled || !membership.isRegistered()) {
            throw new NotReached("this node does not reach the ensemble at present");
        }
    }

    /** Leaves: first the claims, so that the others may take the groups, then the registration. */
    void end() throws IOException {
        pulse.stop();
        try {
            if (membership.isRegistered()) {
                claims.forget();
                claims.look();
                ensemble.awaitAll(claims.releaseAll());
                claims.forget();
                claims.look();
                boolean clean = claims.seen().values().stream().noneMatch(ClaimSeen::ours);
                membership.leave(clean);
            }
        } finally {
            files.end();
        }
    }

    /** Everything that is seen, whatever keeps this node from working. */
    EngineView view(String obstacle) {
        long now = clocks.nanos();
        boolean doubt = isInDoubt();
        SortedMap<NodeId, Sighting> nodes = new TreeMap<>(sightings.others(now));
        boolean waits = sightings.isStandby();
        nodes.put(setup.self(), own(now, !doubt, waits));
        List<String> warnings = new ArrayList<>(troubles);
        warnings.addAll(sightings.warnings());
        warnings.addAll(roster.warnings());
        warnings.addAll(claims.warnings());
        warnings.addAll(cltab.warnings());
        warnings.addAll(hactl.warnings());
        String trouble = doubt ? waiting.map(Obstacle::sentence).orElse(obstacle) : "";
        return new EngineView(
                !doubt, trouble, nodes, claims.seen(), cltab.text(), hactl.text(), waits, doubt ? List.of() : warnings);
    }

    /** The view with which a node begins: never a file that is wrong. */
    EngineView first(String obstacle) {
        EngineView all = view(obstacle);
        return new EngineView(
                all.connected(),
                all.trouble(),
                all.nodes(),
                all.claims(),
                cltab.good(),
                hactl.good(),
                all.standby(),
                all.warnings());
    }

    private Sighting own(long now, boolean up, boolean waits) {
        return new Sighting(
                setup.self(),
                setup.host(),
                up,
                true,
                pulse.heardNanos(),
                now,
                Duration.ZERO,
                setup.incarnation(),
                status.told(),
                false,
                waits,
                false,
                setup.times().session(),
                sightings.ownFence(setup.incarnation()));
    }
}
