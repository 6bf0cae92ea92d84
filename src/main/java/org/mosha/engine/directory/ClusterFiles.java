package org.mosha.engine.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.mosha.engine.ConfigChecks;
import org.mosha.engine.IoReason;
import org.mosha.engine.WatchedFile;
import org.mosha.model.ClStat;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;
import org.mosha.node.Clocks;
import org.mosha.node.ConfigText;
import org.mosha.node.EngineView;
import org.mosha.node.EngineView.ClaimSeen;
import org.mosha.node.Sighting;

/**
 * One look at a cluster's files from outside of any daemon: what a node's daemon would see of them, with ages by the
 * wall clock, since nothing was seen before. Reads only, and makes no thread.
 */
public final class ClusterFiles {
    /** A daemon that runs replaces a clstat and its fingerprint one after the other. */
    private static final int TRIES = 3;

    private static final Duration BETWEEN = Duration.ofMillis(20);

    private final DirectoryLayout layout;
    private final Duration timeout;
    private final Clocks clocks;
    private final ConfigChecks checks;
    private final NodeList list;
    private final List<String> warnings = new ArrayList<>();

    /**
     * Prepares a look.
     *
     * @param layout where the files are
     * @param timeout how old a node's status may become
     * @param clocks what ages are measured with
     * @param checks which versions of the operator's files are valid
     */
    public ClusterFiles(DirectoryLayout layout, Duration timeout, Clocks clocks, ConfigChecks checks) {
        this.layout = Objects.requireNonNull(layout, "layout");
        this.timeout = Objects.requireNonNull(timeout, "timeout");
        this.clocks = Objects.requireNonNull(clocks, "clocks");
        this.checks = Objects.requireNonNull(checks, "checks");
        this.list = new NodeList(layout);
    }

    /**
     * Looks. The view's cltab and hactl are the newest valid ones of the nodes that are up, wherever they lie; the
     * sighting of the node itself is what its files say of it.
     *
     * @param self the node from which to look
     * @return what is seen
     * @throws IOException when a directory cannot be read or no such node is there, with a sentence that says so
     */
    public EngineView read(NodeId self) throws IOException {
        Instant wall = clocks.wall();
        warnings.clear();
        lookAtList();
        warnings.addAll(list.warnings());
        requireNode(self);
        Sighting own = sighting(self, wall);
        SortedMap<GroupName, ClaimSeen> claims =
                claims(new ClaimToken.Owner(self, own.life().incarnation()));
        SortedMap<NodeId, Sighting> nodes = others(self, claims, wall);
        nodes.put(self, own);
        SortedSet<NodeId> up = new TreeSet<>();
        nodes.values().stream()
                .filter(seen -> seen.up() || seen.node().equals(self))
                .forEach(seen -> up.add(seen.node()));
        ConfigText cltab = NewestCopy.look(DirectoryLayout.CLTAB, layout, up, checks.cltab(), wall, warnings);
        ConfigText hactl = NewestCopy.look(DirectoryLayout.HACTL, layout, up, checks.hactl(), wall, warnings);
        Optional<String> order = own.report().standby() ? Optional.of("") : Optional.empty();
        return new EngineView("", nodes, claims, cltab, hactl, order, warnings);
    }

    private void lookAtList() throws IOException {
        if (!Files.isDirectory(layout.mfsbase())) {
            throw new IOException("mfsbase " + layout.mfsbase() + " is not a directory");
        }
        try {
            list.look();
        } catch (IOException e) {
            throw list.isGiven() ? e : new IOException(IoReason.cannot("read", layout.mfsbase(), e), e);
        }
    }

    private void requireNode(NodeId self) throws IOException {
        Path directory = layout.mfsbase().resolve(self.toString());
        if (!list.all().contains(self) && !Files.isDirectory(directory)) {
            String there = list.all().isEmpty()
                    ? "none"
                    : list.all().stream().map(NodeId::toString).collect(Collectors.joining(", "));
            throw new IOException("no node " + self + " in " + layout.mfsbase() + "; there are: " + there);
        }
    }

    private SortedMap<NodeId, Sighting> others(NodeId self, SortedMap<GroupName, ClaimSeen> claims, Instant wall) {
        SortedSet<NodeId> owners = new TreeSet<>();
        claims.values().forEach(claim -> owners.add(claim.node()));
        owners.remove(ClaimWatch.UNKNOWN);
        SortedSet<NodeId> all = list.all();
        all.addAll(owners);
        all.remove(self);
        SortedMap<NodeId, Sighting> seen = new TreeMap<>();
        for (NodeId node : all) {
            // without a list of nodes, an empty directory is no node
            if (list.isGiven() || owners.contains(node) || watch(node, wall).speaks()) {
                seen.put(node, sighting(node, wall));
            }
        }
        return seen;
    }

    private Sighting sighting(NodeId node, Instant wall) {
        NodeWatch watch = watch(node, wall);
        for (int i = 1; i < TRIES && watch.sighting(false).report().damaged(); i++) {
            LockSupport.parkNanos(BETWEEN.toNanos());
            watch = watch(node, wall);
        }
        boolean up = list.isGiven() ? list.isUp(node) : watch.isFresh(clocks.nanos());
        Sighting seen = watch.sighting(up);
        return seen.report().damaged() ? damaged(seen) : seen;
    }

    private Sighting damaged(Sighting seen) {
        WatchedFile file = new WatchedFile(layout.file(seen.node(), DirectoryLayout.CLSTAT));
        file.look();
        boolean empty = file.content().filter(c -> c.text().isEmpty()).isPresent();
        if (empty && seen.life().incarnation().isEmpty()) {
            // so the original writes it when it has no group
            warnings.add(file.path() + " is empty: node " + seen.node() + " counts as having no group");
            return seen.undamaged();
        }
        warnings.add("node " + seen.node() + " possibly runs any group: " + damage(file));
        return seen;
    }

    private NodeWatch watch(NodeId node, Instant wall) {
        NodeWatch watch = new NodeWatch(node, layout, timeout);
        // one look shows no silence, whoever has claims
        watch.look(clocks::nanos, wall, Set.of());
        return watch;
    }

    private static String damage(WatchedFile file) {
        if (file.trouble().isPresent()) {
            return file.trouble().get();
        }
        Optional<String> first = file.content()
                .map(content -> ClStat.parse(content.text()).damages())
                .flatMap(damages -> damages.stream().findFirst());
        return file.path() + " is damaged: " + first.orElse("it is not whole");
    }

    private SortedMap<GroupName, ClaimSeen> claims(ClaimToken.Owner self) throws IOException {
        ClaimWatch watch = new ClaimWatch(new ClaimStore(layout.claims(), layout.mfsbase(), self));
        try {
            watch.look();
            // a token may just have been renamed; when it stays away, the watch says so after some looks
            while (watch.isMissing()) {
                watch.look();
            }
        } catch (IOException e) {
            throw new IOException(IoReason.cannot("read", layout.claims(), e), e);
        }
        warnings.addAll(watch.warnings());
        return watch.seen();
    }
}
