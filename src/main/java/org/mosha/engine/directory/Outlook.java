package org.mosha.engine.directory;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.mosha.engine.directory.Wishes.OfClaim;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;
import org.mosha.node.Clocks;
import org.mosha.node.EngineView;
import org.mosha.node.EngineView.Sighting;

/** Everything that is done on the engine's thread: the only place from which the shared directory is touched. */
final class Outlook {
    private final NodeId self;
    private final String host;
    private final String incarnation;
    private final DirectoryLayout layout;
    private final Clocks clocks;
    private final Troubles troubles = new Troubles();
    private final OwnStatus status;
    private final ClaimStore claims;
    private final ClaimWatch claimWatch;
    private final Members members;
    private final ConfigWatch cltab;
    private final ConfigWatch hactl;
    private final Standby standby;
    private Map<GroupName, OfClaim> unfinished = new LinkedHashMap<>();

    Outlook(
            DirectoryLayout layout,
            NodeId self,
            String host,
            String incarnation,
            Duration timeout,
            Clocks clocks,
            ConfigChecks checks) {
        this.self = self;
        this.host = host;
        this.incarnation = incarnation;
        this.layout = layout;
        this.clocks = clocks;
        this.status = new OwnStatus(self, host, incarnation, layout, timeout, troubles);
        this.claims = new ClaimStore(layout.claims(), new ClaimToken.Owner(self, incarnation));
        this.claimWatch = new ClaimWatch(claims);
        this.members = new Members(self, layout, timeout);
        this.cltab = new ConfigWatch(DirectoryLayout.CLTAB, self, layout, checks.cltab());
        this.hactl = new ConfigWatch(DirectoryLayout.HACTL, self, layout, checks.hactl());
        this.standby = new Standby(self, layout);
    }

    /** Joins, unless another daemon has this node's number. */
    void begin() throws IOException {
        new Rival(self, host, clocks).refuse(WatchedFile.readEachTime(layout.file(self, DirectoryLayout.MARK)));
        status.begin(standby.isSet(), clocks.nanos());
    }

    void publish(OwnStatus.Publication publication) {
        status.publish(publication, isAlone());
    }

    /** Fulfils the wishes, and those that could not be fulfilled before; each claim is tried once, a return until done. */
    void fulfil(Map<GroupName, OfClaim> wishes) {
        Map<GroupName, OfClaim> all = new LinkedHashMap<>(unfinished);
        all.putAll(wishes);
        unfinished = new LinkedHashMap<>();
        if (all.isEmpty()) {
            return;
        }
        boolean done = troubles.attempt("claims", () -> {
            ClaimListing listing;
            try {
                listing = claims.list();
            } catch (IOException e) {
                all.forEach(this::keep);
                throw new IOException(IoReason.cannot("read", claims.directory(), e), e);
            }
            fulfil(listing, all);
        });
        if (done) {
            claims.force();
        }
    }

    /** Looks at everything. */
    EngineView look() {
        Instant wall = clocks.wall();
        troubles.attempt("nodes", members::lookAtList);
        troubles.attempt("claims.look", this::lookAtClaims);
        long now = clocks.nanos();
        members.look(claimWatch.owners(), clocks, wall);
        SortedSet<NodeId> up = members.up(now);
        troubles.attempt("cltab", () -> cltab.look(up, wall));
        troubles.attempt("hactl", () -> hactl.look(up, wall));
        return view(now);
    }

    /** Edits this node's hactl, on top of the newest that is there. */
    void edit(UnaryOperator<String> edit) throws IOException {
        look();
        hactl.edit(edit, clocks.wall());
    }

    void standby(boolean value, boolean everywhere) throws IOException {
        SortedSet<NodeId> nodes = new TreeSet<>(everywhere ? members.known() : Set.of());
        nodes.add(self);
        standby.set(value, nodes);
    }

    /** Leaves: first the claims, so that the others may take the groups, then the status. */
    void end() throws IOException {
        try {
            claims.releaseAll();
        } finally {
            status.end();
        }
    }

    /** The newest heartbeat that the others can see. */
    long heardNanos() {
        return status.acknowledgedNanos();
    }

    /** Whether no other node is known. */
    boolean isAlone() {
        return members.known().isEmpty();
    }

    private void fulfil(ClaimListing listing, Map<GroupName, OfClaim> wishes) throws IOException {
        IOException failure = null;
        for (Map.Entry<GroupName, OfClaim> wish : wishes.entrySet()) {
            try {
                fulfil(listing, wish.getKey(), wish.getValue());
            } catch (IOException e) {
                keep(wish.getKey(), wish.getValue());
                failure = e;
            }
        }
        if (failure != null) {
            throw new IOException(IoReason.cannot("write", claims.directory(), failure), failure);
        }
    }

    private void fulfil(ClaimListing listing, GroupName group, OfClaim wish) throws IOException {
        if (wish instanceof OfClaim.Take take) {
            if (!status.hasRival()) {
                claims.claim(listing, group, take.overEpoch());
            }
        } else if (wish instanceof OfClaim.GiveBack back) {
            claims.release(listing, group, back.epoch());
        }
    }

    private void keep(GroupName group, OfClaim wish) {
        if (wish instanceof OfClaim.GiveBack) {
            unfinished.put(group, wish);
        }
    }

    private void lookAtClaims() throws IOException {
        try {
            claimWatch.look();
        } catch (IOException e) {
            throw new IOException(IoReason.cannot("read", claims.directory(), e), e);
        }
    }

    private EngineView view(long now) {
        SortedMap<NodeId, Sighting> nodes = members.sightings(now);
        boolean waits = standby.isSet();
        nodes.put(
                self,
                new Sighting(
                        self,
                        host,
                        members.isSelfUp(),
                        true,
                        status.acknowledgedNanos(),
                        now,
                        Duration.ZERO,
                        incarnation,
                        status.told(),
                        false,
                        waits,
                        false));
        List<String> warnings = new ArrayList<>(members.warnings());
        warnings.addAll(claimWatch.warnings());
        warnings.addAll(cltab.warnings());
        warnings.addAll(hactl.warnings());
        return new EngineView(
                troubles.none(),
                troubles.sentence(),
                nodes,
                claimWatch.seen(),
                cltab.text(),
                hactl.text(),
                waits,
                warnings);
    }
}
