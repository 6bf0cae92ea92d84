package org.mosha.engine.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.mosha.config.LastGoodFile;
import org.mosha.engine.Attempt;
import org.mosha.engine.FileContent;
import org.mosha.engine.Replacement;
import org.mosha.engine.WatchedFile;
import org.mosha.model.NodeId;
import org.mosha.node.ConfigText;

/**
 * One of the operator's files on all nodes: the newest valid version of the nodes that are up comes to this node,
 * with its time.
 *
 * <p>All nodes agree since all order the versions alike, by nothing but what the files carry ({@link ConfigVersion}).
 * A time in the future, from a clock that was ahead, must not win over later edits for as long. So a file's time is
 * kept as a logical clock: when the file of this node is changed here, and the new one is not newer than everything
 * that this node has seen, its time is set to just after that. Each edit of a version that a node knows is newer than
 * that version, for all nodes, whatever the clocks say; also an edit that was made while no daemon ran, since the
 * version that was seen last is noted beside the file. What stays is a warning until the time has come.
 *
 * <p>A version with errors spreads to nobody, but stays where it is, so that the operator can go on with it; the text
 * of this node's own file is told even so, since the node shows what is wrong with it. It goes when a newer valid
 * version comes. What the daemon's last life had in force is told first, should this one begin with such a version.
 */
final class ConfigWatch {
    /** Who writes in place, and not by rename, is done when the file has stood still for so long. */
    private static final Duration SETTLE = Duration.ofMillis(20);

    private static final Duration AHEAD = Duration.ofSeconds(5);

    private final String name;
    private final NodeId self;
    private final DirectoryLayout layout;
    private final Predicate<String> check;
    private final Map<NodeId, ConfigCopy> copies = new TreeMap<>();
    private final ConfigCopy own;
    private final VersionNote note;
    private final VersionClock clock = new VersionClock();
    private final LastGood good;
    private final List<String> warnings = new ArrayList<>();
    private Optional<String> placed = Optional.empty();
    private Optional<FileContent> inForce = Optional.empty();
    private ConfigText text;
    private boolean looked;
    private boolean begun;

    ConfigWatch(String name, NodeId self, DirectoryLayout layout, Predicate<String> check) {
        this.name = name;
        this.self = self;
        this.layout = layout;
        this.check = check;
        this.own = copy(self);
        this.note = new VersionNote(layout.file(self, "." + name + DirectoryLayout.SEEN));
        this.good = new LastGood(LastGoodFile.of(layout.base(self), name), check);
        this.text = told();
    }

    /** Looks at the files of the nodes that are up. */
    void look(Collection<NodeId> up, Instant wall) throws IOException {
        warnings.clear();
        if (!lookAtOwn()) {
            return;
        }
        List<ConfigCopy> others = new ArrayList<>();
        for (NodeId node : up) {
            if (!node.equals(self)) {
                ConfigCopy other = copies.computeIfAbsent(node, this::copy);
                other.look();
                others.add(other);
            }
        }
        copies.keySet().retainAll(up);
        Optional<ConfigCopy> best = newest(others);
        if (best.isPresent()) {
            take(best.get());
        }
        others.forEach(this::warnOfErrors);
        others.forEach(o -> o.version().ifPresent(clock::saw));
        own.version().ifPresent(clock::saw);
        warnOfFuture(wall);
        text = begun ? told() : first();
        begun = true;
        if (own.version().isPresent()) {
            note.keep(own.version().get());
        }
        if (own.isValid()) {
            inForce = own.file().content();
            good.keep(own.file());
        }
    }

    /** The text of this node's file, and why it cannot be read. */
    ConfigText text() {
        return text;
    }

    List<String> warnings() {
        return warnings;
    }

    /**
     * Edits this node's file; the new one is newer than all that were seen. Where the file was removed, it comes back as it
     * was, since that is still in force: an edit of nothing would take everything else out of force.
     */
    void edit(UnaryOperator<String> edit, Instant wall) throws IOException {
        own.look();
        if (own.file().trouble().isPresent()) {
            throw new IOException(own.file().trouble().get());
        }
        Optional<FileContent> old = own.file().content().or(() -> inForce);
        String before = old.map(FileContent::text).orElse("");
        String after = edit.apply(before);
        own.version().ifPresent(clock::saw);
        byte[] bytes = old.orElseGet(() -> FileContent.of(new byte[0])).encode(after);
        long newest = clock.newestMillis();
        place(bytes, clock.next(wall), Optional.empty());
        clock.makeNewer(own, newest);
    }

    /** Whether the own file stands still, so that the others may be compared with it. */
    private boolean lookAtOwn() throws IOException {
        if (!looked) {
            looked = true;
            note.recall().ifPresent(version -> {
                placed = Optional.of(version.hash());
                clock.saw(version);
            });
        }
        boolean changed = own.look();
        Optional<String> hash = own.file().content().map(FileContent::hash);
        boolean edited = changed && hash.isPresent() && !hash.equals(placed);
        if (edited && !isSettled(own)) {
            return false;
        }
        if (edited) {
            clock.makeNewer(own, clock.newestMillis());
        }
        placed = hash;
        return true;
    }

    private static boolean isSettled(ConfigCopy copy) {
        LockSupport.parkNanos(SETTLE.toNanos());
        return copy.file().isUnchanged();
    }

    private Optional<ConfigCopy> newest(List<ConfigCopy> others) {
        ConfigCopy best = null;
        for (ConfigCopy copy : others) {
            if (copy.isValid()
                    && copy.version().isPresent()
                    && (best == null
                            || copy.version().get().isNewerThan(best.version().orElseThrow()))) {
                best = copy;
            }
        }
        return Optional.ofNullable(best);
    }

    private void take(ConfigCopy best) throws IOException {
        ConfigVersion version = best.version().orElseThrow();
        Optional<ConfigVersion> mine = own.version();
        if (mine.isPresent() && !version.isNewerThan(mine.get())) {
            return;
        }
        boolean same = mine.isPresent() && mine.get().hash().equals(version.hash());
        // who is just writing there, or here, is left to finish; the next look is soon
        if (!same && !isSettled(best) || !own.file().isUnchanged()) {
            return;
        }
        if (same) {
            takeTime(best.file());
        } else {
            copy(best.file());
        }
    }

    /**
     * Where only the time is another, only that is taken: what somebody puts here at this very moment stays, and is an
     * edit at the next look.
     */
    private void takeTime(WatchedFile best) throws IOException {
        try {
            Files.setLastModifiedTime(own.file().path(), best.time().orElseThrow());
        } catch (IOException e) {
            // who does not own it may still replace it
            copy(best);
        }
    }

    private void copy(WatchedFile best) throws IOException {
        place(best.content().orElseThrow().bytes(), best.time().orElseThrow(), Optional.of(best.path()));
    }

    private void place(byte[] bytes, FileTime time, Optional<Path> source) throws IOException {
        Path path = own.file().path();
        Attempt.to("write", path, () -> Replacement.write(path, bytes, Optional.of(time), source));
        own.look();
        placed = own.file().content().map(FileContent::hash);
        own.version().ifPresent(clock::saw);
    }

    private void warnOfErrors(ConfigCopy other) {
        boolean newer = other.version().isPresent()
                && (own.version().isEmpty()
                        || other.version().get().isNewerThan(own.version().get()));
        if (newer && !other.isValid()) {
            warnings.add(other.file()
                    .trouble()
                    .orElse("the " + name + " of node " + other.node() + " has errors and is not taken: "
                            + other.file().path()));
        }
    }

    private void warnOfFuture(Instant wall) {
        own.file().time().map(FileTime::toInstant).ifPresent(time -> {
            if (time.isAfter(wall.plus(AHEAD))) {
                warnings.add(own.file().path() + " has a time in the future, " + FileTime.from(time)
                        + ": a clock was ahead, or this node's is behind");
            }
        });
    }

    private ConfigCopy copy(NodeId node) {
        return new ConfigCopy(node, layout.file(node, name), check);
    }

    /** A version with errors is told after what has been in force. */
    private ConfigText first() {
        boolean bad = own.file().content().isPresent() && !own.isValid();
        return (bad ? good.text() : Optional.<ConfigText>empty()).orElseGet(this::told);
    }

    private ConfigText told() {
        return new ConfigText(
                own.file().path().toString(),
                own.file().content().map(FileContent::text),
                own.file().trouble());
    }
}
