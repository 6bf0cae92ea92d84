package org.mosha.engine.directory;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.mosha.cluster.FenceWord;
import org.mosha.engine.Attempt;
import org.mosha.engine.ConfigChecks;
import org.mosha.engine.IoReason;
import org.mosha.engine.Wishes.OfClaim;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;
import org.mosha.node.Clocks;
import org.mosha.node.ClusterEngine.Heartbeat;
import org.mosha.node.EngineView;
import org.mosha.node.Sighting;
import org.mosha.node.Sighting.Contact;
import org.mosha.node.Sighting.Life;
import org.mosha.node.Sighting.Report;

/** Everything that is done on the engine's thread: the only place from which the shared directory is touched. */
final class Outlook {
    private final DirectorySetup setup;
    private final NodeId self;
    private final DirectoryLayout layout;
    private final Clocks clocks;
    private final Troubles troubles = new Troubles();
    private final OwnStatus status;
    /** Of a number that only this daemon can have, as all that it says lies in its own var.dir, there is none. */
    private final Optional<Succession> succession;

    private final ClaimStore claims;
    private final ClaimWatch claimWatch;
    private final PendingClaims pending;
    private final FenceWords words;
    private final Members members;
    private final ConfigWatch cltab;
    private final ConfigWatch hactl;
    private final Standby standby;
    private final Glance glance;
    private EngineView last;
    private volatile long aloneNanos;

    Outlook(DirectorySetup setup, Clocks clocks, ConfigChecks checks, Runnable touched) {
        this.setup = setup;
        this.self = setup.self();
        this.layout = setup.layout();
        this.clocks = clocks;
        this.status = new OwnStatus(setup, troubles);
        ClaimToken.Owner owner = new ClaimToken.Owner(self, setup.incarnation());
        this.succession = isWithinVarDir()
                ? Optional.empty()
                : Optional.of(new Succession(
                        new ClaimStore(layout.file(self, DirectoryLayout.LIVES), layout.base(self), owner)));
        this.claims = new ClaimStore(layout.claims(), layout.base(self), owner);
        this.claimWatch = new ClaimWatch(claims);
        this.pending = new PendingClaims(claims, status, troubles);
        this.words = new FenceWords(layout, status, clocks);
        this.members = new Members(self, layout, setup.timeout());
        this.cltab = new ConfigWatch(DirectoryLayout.CLTAB, self, layout, checks.cltab());
        this.hactl = new ConfigWatch(DirectoryLayout.HACTL, self, layout, checks.hactl());
        this.standby = new Standby(self, setup.incarnation(), layout);
        this.glance = new Glance(
                layout.mfsbase(),
                List.of(
                        layout.file(self, DirectoryLayout.CLTAB),
                        layout.file(self, DirectoryLayout.HACTL),
                        layout.file(self, DirectoryLayout.FENCE),
                        layout.file(self, DirectoryLayout.STANDBY)),
                layout.claims(),
                touched);
    }

    /**
     * Joins, unless another daemon has this node's number, or it cannot be found out whether this node is in standby; nor
     * when that is given up while it waits.
     */
    void begin(BooleanSupplier givenUp) throws IOException {
        rival().refuse(givenUp);
        standby.look();
        confirm();
        Duration session = new FirstSession(setup, claims, clocks).length();
        status.begin(standby.order().isPresent(), session, clocks.nanos());
        try {
            confirm();
        } catch (IOException e) {
            status.withdraw();
            throw e;
        }
        aloneNanos = status.acknowledged().atNanos();
    }

    private void confirm() throws IOException {
        if (succession.isPresent()) {
            succession.get().confirm();
        }
    }

    /** Prepares to begin: for how long {@link #begin} has to see whether another daemon has this node's number. */
    Duration prepare() throws IOException {
        status.makeBase();
        if (succession.isPresent()) {
            succession.get().begin();
        }
        return rival().look();
    }

    private Rival rival() {
        return new Rival(setup, this::claimants, clocks);
    }

    private boolean isWithinVarDir() {
        return setup.machine().equals(ProcessSpace.WITHIN_VAR_DIR);
    }

    /** The lives of this node that have claims; none where nobody but this daemon can have been. */
    private Set<String> claimants() throws IOException {
        if (isWithinVarDir()) {
            return Set.of();
        }
        try {
            return claims.list().livesOf(self);
        } catch (IOException e) {
            throw new IOException(IoReason.cannot("read", claims.directory(), e), e);
        }
    }

    /** Whether another daemon was seen to have this node's number. */
    boolean isReplaced() {
        return status.hasRival();
    }

    void publish(OwnStatus.Publication publication) {
        status.publish(publication, isAlone());
        // what says that a life is off is void when that life says that it is there
        troubles.attempt("fence.own", () -> {
            if (!status.hasRival() && members.isSaidOff(setup.incarnation())) {
                FenceFile.refute(layout.file(self, DirectoryLayout.FENCE), setup.incarnation());
            }
        });
    }

    /** Fulfils wishes, and those that could not be fulfilled before. */
    void fulfil(Map<GroupName, OfClaim> wishes) {
        pending.add(wishes);
        if (!pending.isEmpty()) {
            pending.fulfil(isThere());
        }
    }

    /** Tells what is done to shoot nodes, and what could not be told before. */
    void tell(Map<NodeId, FenceWord> newest) {
        words.add(newest);
        if (!words.isEmpty()) {
            troubles.attempt("fence", words::tell);
        }
    }

    /** The kernel has told that something may have changed. */
    void touched() {
        glance.touched();
    }

    /** Whether a look can be spared: this node is alone, nothing is wrong, and nothing has changed. */
    boolean isStill() {
        return isCalm() && glance.isSame();
    }

    /** Whether the kernel will tell when there is a reason for the next look. */
    boolean isTold() {
        return isCalm() && glance.isTold();
    }

    private boolean isCalm() {
        return isAlone()
                && layout.hpcbase().isEmpty()
                && troubles.none()
                && last.connected()
                && last.warnings().isEmpty()
                && last.cltab().trouble().isEmpty()
                && last.hactl().trouble().isEmpty()
                && last.nodes().get(self).report().status().equals(status.told());
    }

    /** Looks at everything. Where this daemon's mark is not there, nothing that is seen counts: all stays as it was. */
    EngineView look() {
        Instant wall = clocks.wall();
        long before = clocks.nanos();
        if (!isThere() && last != null) {
            last = last.withTrouble(troubles.sentence());
            return last;
        }
        boolean listed = troubles.attempt("nodes", members::lookAtList);
        // first the claims: their owners are then seen in the lives that made them, or in later ones
        boolean claimsSeen = troubles.attempt("claims.look", this::lookAtClaims);
        long now = clocks.nanos();
        members.look(claimWatch.owners(), clocks, wall);
        // at the end once more: the filesystem may go at any moment
        if (listed && claimsSeen && members.isNobodyThere() && isThere()) {
            aloneNanos = before;
        }
        SortedSet<NodeId> up = members.up(now);
        troubles.attempt("cltab", () -> cltab.look(up, wall));
        troubles.attempt("hactl", () -> hactl.look(up, wall));
        troubles.attempt("standby", standby::look);
        last = view(now);
        if (!isAlone()) {
            // others are looked at so often anyway, and what they do is no news
            glance.rest();
        }
        return last;
    }

    private boolean isThere() {
        return troubles.attempt("mark.there", status::requireThere);
    }

    /** Edits this node's hactl, on top of the newest that is there. */
    void edit(UnaryOperator<String> edit) throws IOException {
        status.requireThere();
        look();
        hactl.edit(edit, clocks.wall());
    }

    void standby(boolean value, boolean everywhere) throws IOException {
        status.requireThere();
        SortedSet<NodeId> nodes = new TreeSet<>(everywhere ? members.named() : Set.of());
        nodes.add(self);
        standby.set(value, nodes);
    }

    /**
     * Leaves: first the claims, so that the others may take the groups, then the status. When not all claims can be given
     * back, the mark stays with them: without one nobody knows how long this node is to be waited for.
     */
    void end() throws IOException {
        glance.close();
        Attempt.to("write", claims.directory(), claims::releaseAll);
        status.end();
    }

    /**
     * The newest heartbeat that the others can see; on any thread. Where there is a later life of this node, they take its
     * claims at once: then it is one after which everybody has waited for long enough already.
     */
    Heartbeat heard() {
        Heartbeat said = status.acknowledged();
        if (status.hasRival()) {
            return Heartbeat.of(said.atNanos() - said.session().toNanos(), said.session());
        }
        long alone = aloneNanos;
        return alone - said.atNanos() > 0 ? new Heartbeat(said.atNanos(), said.session(), alone) : said;
    }

    /** Whether no other node is known. */
    boolean isAlone() {
        return members.known().isEmpty();
    }

    private void lookAtClaims() throws IOException {
        Attempt.to("read", claims.directory(), () -> claimWatch.look());
    }

    private EngineView view(long now) {
        SortedMap<NodeId, Sighting> nodes = members.sightings(now);
        Optional<String> order = standby.order();
        nodes.put(self, own(now, order.isPresent()));
        List<String> warnings = new ArrayList<>(members.warnings());
        warnings.addAll(claimWatch.warnings());
        warnings.addAll(cltab.warnings());
        warnings.addAll(hactl.warnings());
        return new EngineView(
                troubles.sentence(), nodes, claimWatch.seen(), cltab.text(), hactl.text(), order, warnings);
    }

    private Sighting own(long now, boolean waits) {
        Heartbeat said = status.acknowledged();
        return new Sighting(
                self,
                setup.host(),
                members.isSelfUp(),
                true,
                new Contact(said.atNanos(), now),
                new Life(setup.incarnation(), said.session(), false, members.ownFence(setup.incarnation())),
                new Report(status.told(), false, waits));
    }
}
