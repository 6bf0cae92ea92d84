package org.mosha.engine.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.mosha.engine.Attempt;
import org.mosha.engine.HaStatJson;
import org.mosha.engine.IoReason;
import org.mosha.engine.Replacement;
import org.mosha.engine.StatusRefresh;
import org.mosha.model.ClStat;
import org.mosha.model.HaStat;
import org.mosha.model.NodeId;
import org.mosha.node.ClusterEngine.Heartbeat;

/**
 * Writes what this node says: clstat, hastat and its mark with the heartbeat. It writes only when it is told a status,
 * so the heartbeat is that of the node's own thread and stops with it.
 */
final class OwnStatus {
    private static final Duration BEAT = Duration.ofMillis(450);
    /** Nobody waits for it, except who comes later: such a one reads how long it may take. */
    private static final Duration LONE_BEAT = Duration.ofSeconds(6);
    /** What is said every six seconds may come a moment too soon, and the next chance is as long away again. */
    private static final Duration LONE_BEAT_AT = Duration.ofMillis(5_400);

    /**
     * A status to be told.
     *
     * @param own this node's groups
     * @param consolidated the cluster's
     * @param standby whether this node keeps its groups stopped
     * @param session how long the others shall wait after it
     * @param atNanos when the node said it
     */
    record Publication(ClStat own, HaStat consolidated, boolean standby, Duration session, long atNanos) {
        /** Whether it is but another heartbeat; null for nothing said before. */
        boolean saysTheSameAs(Publication before) {
            return before != null
                    && own.equals(before.own)
                    && consolidated.equals(before.consolidated)
                    && standby == before.standby
                    && session.equals(before.session);
        }
    }

    private final NodeId self;
    private final DirectoryLayout layout;
    private final Troubles troubles;
    private final Duration timeout;
    private NodeMark mark;
    private String written = "";
    private Optional<ClStat> clstat = Optional.empty();
    private Optional<HaStat> hastat = Optional.empty();
    private Optional<String> print = Optional.empty();
    private volatile boolean rival;
    private String clstatText = "";
    private long clstatNanos;
    private long markNanos;
    private volatile Heartbeat acknowledged = Heartbeat.of(0, Duration.ZERO);
    private Optional<ClStat> told = Optional.empty();
    private Object baseKey = "";

    OwnStatus(DirectorySetup setup, Troubles troubles) {
        this.self = setup.self();
        this.layout = setup.layout();
        this.troubles = troubles;
        this.timeout = setup.timeout();
        this.mark = new NodeMark(
                setup.host(),
                ProcessHandle.current().pid(),
                setup.incarnation(),
                0,
                interval(Duration.ZERO),
                false,
                Optional.empty(),
                setup.session(),
                setup.machine());
    }

    /** Makes this node's directory, if there is none yet. */
    void makeBase() throws IOException {
        Path base = layout.base(self);
        Attempt.to("write in", base, () -> Files.createDirectories(base));
    }

    /**
     * Begins: an earlier life's status goes, and what was said of shooting it; this one's mark comes.
     *
     * @param standby whether this node keeps its groups stopped
     * @param session how long the others shall wait after that mark
     * @param nowNanos a moment before it can be seen
     */
    void begin(boolean standby, Duration session, long nowNanos) throws IOException {
        Path base = layout.base(self);
        Attempt.to("write in", base, () -> {
            Replacement.clean(base);
            Files.deleteIfExists(layout.file(self, DirectoryLayout.CLSTAT));
            mark = mark.first(standby, session);
            written = mark.format();
            Replacement.write(markFile(), bytes(written), Optional.empty());
            Files.deleteIfExists(layout.file(self, DirectoryLayout.FENCE));
            baseKey = baseKey();
        });
        markNanos = System.nanoTime();
        acknowledged = Heartbeat.of(nowNanos, mark.session());
    }

    /** Writes what has changed, and the heartbeat when it is time. */
    void publish(Publication publication, boolean alone) {
        told = Optional.of(publication.own());
        if (!troubles.attempt("rival", this::requireOwn)) {
            return;
        }
        boolean old =
                System.nanoTime() - clstatNanos > StatusRefresh.after(timeout).toNanos();
        if (old || !clstat.equals(Optional.of(publication.own()))) {
            Optional<ClStat> own = Optional.of(publication.own());
            // with a thousand groups it takes a while to make it
            String text = clstat.equals(own) ? clstatText : publication.own().format();
            write(DirectoryLayout.CLSTAT, text, () -> {
                print = clstat.equals(own) ? print : Optional.of(NodeMark.fingerprint(text));
                clstat = own;
                clstatText = text;
                clstatNanos = System.nanoTime();
            });
        }
        Optional<HaStat> consolidated = Optional.of(publication.consolidated());
        if (hastat.equals(consolidated)) {
            // the newer of two equal ones comes again, and is then the same
            hastat = consolidated;
        } else {
            String text = HaStatJson.format(publication.consolidated());
            write(DirectoryLayout.HASTAT, text, () -> hastat = consolidated);
        }
        beat(publication, alone);
    }

    /** The newest heartbeat that the others can see. */
    Heartbeat acknowledged() {
        return acknowledged;
    }

    Optional<ClStat> told() {
        return told;
    }

    /** Whether another daemon was seen to run under this node's number; on any thread. */
    boolean hasRival() {
        return rival;
    }

    /** Takes back what {@link #begin} has said, unless another daemon says something there by now. */
    void withdraw() throws IOException {
        if (intruder().isEmpty()) {
            Files.deleteIfExists(markFile());
        }
    }

    /** Withdraws the status and the mark, unless they are another daemon's by now. */
    void end() throws IOException {
        if (intruder().isEmpty()) {
            Files.deleteIfExists(layout.file(self, DirectoryLayout.CLSTAT));
            Files.deleteIfExists(layout.file(self, DirectoryLayout.HASTAT));
            Files.deleteIfExists(markFile());
        }
    }

    /**
     * Requires that this daemon's mark is where it has put it. Where it is not, what else is seen there is not the
     * cluster's: the filesystem may be gone, and show an empty directory, or another one may be in its place.
     */
    void requireThere() throws IOException {
        String text;
        try {
            text = Files.readString(markFile());
        } catch (IOException e) {
            throw new IOException(IoReason.cannot("read", markFile(), e), e);
        }
        if (!text.equals(written)) {
            NodeMark seen = NodeMark.parse(text).orElseThrow(() -> new IOException(markFile() + " is damaged"));
            if (!isOwn(seen)) {
                rival = true;
                throw new IOException(sentence(seen));
            }
        }
    }

    private boolean isOwn(NodeMark seen) {
        return seen.incarnation().equals(mark.incarnation());
    }

    /** The mark of another daemon that runs under this node's number. */
    Optional<NodeMark> intruder() throws IOException {
        try {
            String text = Files.readString(markFile());
            return (text.equals(written) ? Optional.<NodeMark>empty() : NodeMark.parse(text))
                    .filter(seen -> !isOwn(seen));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private void beat(Publication publication, boolean alone) {
        long sinceLast = System.nanoTime() - markNanos;
        // who waits for it has to know how slow the node is
        Duration interval = interval(Duration.ofNanos(sinceLast));
        NodeMark next = mark.next(interval, publication.standby(), print, publication.session());
        boolean changed = next.standby() != mark.standby()
                || !next.clstat().equals(mark.clstat())
                || !next.session().equals(mark.session());
        if (!changed && sinceLast < pace(alone ? LONE_BEAT_AT : BEAT).toNanos()) {
            return;
        }
        troubles.attempt("mark", () -> {
            String text = next.format();
            replace(markFile(), text);
            mark = next;
            written = text;
            markNanos = System.nanoTime();
            acknowledged = Heartbeat.of(publication.atNanos(), next.session());
        });
    }

    private Duration pace(Duration wanted) {
        Duration most = timeout.dividedBy(4);
        return wanted.compareTo(most) < 0 ? wanted : most;
    }

    /** A second more than it takes: any heartbeat may be the last one before the others are gone. */
    private Duration interval(Duration sinceLast) {
        Duration lone = pace(LONE_BEAT);
        return (lone.compareTo(sinceLast) > 0 ? lone : sinceLast).plusSeconds(1);
    }

    private void requireOwn() throws IOException {
        Optional<NodeMark> other;
        try {
            other = intruder();
        } catch (IOException e) {
            throw new IOException(IoReason.cannot("read", markFile(), e), e);
        }
        rival = other.isPresent();
        if (rival) {
            throw new IOException(sentence(other.get()));
        }
        if (Files.notExists(markFile()) && !baseKey().equals(baseKey)) {
            throw new IOException(otherDirectory() + ": this node's mark is not there; start it anew to use it");
        }
    }

    /** Where a filesystem was mounted after the start, what is there may be of a daemon that has ended long ago. */
    private String sentence(NodeMark other) throws IOException {
        boolean same = baseKey().equals(baseKey);
        return same
                ? Rival.sentence(self, other)
                : otherDirectory() + ", with the mark of host " + other.host() + " (pid " + other.pid()
                        + "): start this node anew to use it, unless that one runs it";
    }

    private String otherDirectory() {
        return layout.base(self) + " is another directory than at the start";
    }

    /** What tells this node's directory from another one of the same name. */
    private Object baseKey() throws IOException {
        Path base = layout.base(self);
        try {
            return Objects.requireNonNullElse(
                    Files.readAttributes(base, BasicFileAttributes.class).fileKey(), "");
        } catch (IOException e) {
            throw new IOException(IoReason.cannot("read", base, e), e);
        }
    }

    private void write(String name, String text, Runnable done) {
        troubles.attempt(name, () -> {
            replace(layout.file(self, name), text);
            done.run();
        });
    }

    private static void replace(Path file, String text) throws IOException {
        Attempt.to("write", file, () -> Replacement.write(file, bytes(text), Optional.empty()));
    }

    private Path markFile() {
        return layout.file(self, DirectoryLayout.MARK);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
