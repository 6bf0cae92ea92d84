package org.mosha.engine.directory;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.mosha.cluster.FenceWord;
import org.mosha.engine.WatchedFile;
import org.mosha.model.ClStat;
import org.mosha.model.GroupName;
import org.mosha.model.GroupStatus;
import org.mosha.model.NodeId;
import org.mosha.node.Sighting;
import org.mosha.node.Sighting.Contact;
import org.mosha.node.Sighting.Life;
import org.mosha.node.Sighting.Report;

/**
 * Looks at what one other node says. It lives as long as its mark counts on or its clstat changes; when that was is
 * taken from this node's monotonic clock, and only at the first look from the files' times.
 *
 * <p>A status that is cut off is found by the fingerprint in the node's mark. A node without one (a daemon of the
 * original) replaces its file by rename, so one that became shorter in place is cut off as well. What was known of a
 * group and cannot be read now is still said: nothing is ever dropped because of a damage.
 *
 * <p>A mark may be lost or damaged, as by a power cut, or with the node's whole directory. Then the node's claims say which
 * life of it is meant, if they are all of one. It counts as silent from when the first claim of that life was seen, since
 * a living daemon would have written a mark anew, or else has lost its lease; and twice the time-out has to pass, as it is
 * not known how long it wanted to be waited for. Where a mark may well be there, but cannot be read from here, or where
 * a daemon of the original may run, silence shows nothing: only to be confirmed off counts then.
 */
final class NodeWatch {
    /** A status and its mark are replaced one after the other, so for some looks they may not fit. */
    private static final int MISFITS = 2;

    /** How long a node is to be waited for of which silence shows nothing: for ever, and a century is that. */
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final NodeId node;
    private final DirectoryLayout layout;
    private final Duration timeout;
    private final WatchedFile mark;
    private final WatchedFile clstat;
    private final WatchedFile gone;
    private final WatchedFile fence;
    private Optional<FenceFile.Said> word = Optional.empty();
    private Optional<NodeMark> said = Optional.empty();
    private Optional<NodeMark> lastSaid = Optional.empty();
    private Optional<ClStat> status = Optional.empty();
    private Optional<WatchedFile.Stamp> completeStamp = Optional.empty();
    private String completeText = "";
    private boolean damaged;
    private int misfits;
    private boolean looked;
    private boolean runsMosha;
    private boolean standby;
    private long seenNanos;
    private long lookedNanos;
    private Duration firstAge = Duration.ZERO;
    private Set<String> claimants = Set.of();

    NodeWatch(NodeId node, DirectoryLayout layout, Duration timeout) {
        this.node = node;
        this.layout = layout;
        this.timeout = timeout;
        this.mark = WatchedFile.readEachTime(layout.file(node, DirectoryLayout.MARK));
        this.clstat = new WatchedFile(layout.file(node, DirectoryLayout.CLSTAT));
        this.gone = new WatchedFile(layout.gone(node));
        this.fence = new WatchedFile(layout.file(node, DirectoryLayout.FENCE));
    }

    /**
     * Looks at the node's files. What is new was said before the end of the look at the latest; what is not there was
     * not said before its beginning, and reading may take long in between.
     *
     * @param lives the lives of the node that have claims, as they were seen before
     */
    void look(LongSupplier clock, Instant wall, Set<String> lives) {
        lookedNanos = clock.getAsLong();
        // before the heartbeats that would refute it
        fence.look();
        word = fence.content().flatMap(c -> FenceFile.parse(c.text()));
        boolean changed = mark.look();
        changed |= clstat.look();
        gone.look();
        said = mark.content().flatMap(c -> NodeMark.parse(c.text()));
        lastSaid = said.or(() -> lastSaid);
        if (!looked) {
            looked = true;
            seenNanos = clock.getAsLong();
            firstAge = age(wall);
            runsMosha = speaks() && firstAge.compareTo(timeout) < 0;
        } else if (changed) {
            seenNanos = clock.getAsLong();
            firstAge = Duration.ZERO;
            runsMosha = true;
        } else if (isMute() && !claimants.containsAll(lives)) {
            // it has made a claim since, so it lived then
            seenNanos = clock.getAsLong();
            firstAge = Duration.ZERO;
        }
        claimants = lives;
        runsMosha &= speaks();
        standby = Files.exists(layout.file(node, DirectoryLayout.STANDBY))
                || said.map(NodeMark::standby).orElse(false);
        read();
    }

    /** Whether the node has left anything that says that it is there. */
    boolean speaks() {
        return mark.exists() || clstat.exists();
    }

    /** Whether what it has left, if anything, could be read. */
    boolean isReadable() {
        return mark.trouble().isEmpty() && clstat.trouble().isEmpty();
    }

    /** Whether it was seen to live within the time-out. */
    boolean isFresh(long nowNanos) {
        return speaks() && Duration.ofNanos(nowNanos - seenNanos).plus(firstAge).compareTo(timeout) < 0;
    }

    Sighting sighting(boolean up) {
        String host = said.map(NodeMark::host).orElse("");
        String life = life();
        Optional<FenceWord> shot = word.filter(w -> w.holdsOf(life, lastSaid)).map(FenceFile.Said::word);
        return new Sighting(
                node,
                host,
                up,
                runsMosha,
                new Contact(seenNanos, lookedNanos, firstAge),
                new Life(life, session(), isGone(life), shot),
                new Report(status, damaged, standby));
    }

    /** Whether no mark says which daemon this is. */
    private boolean isMute() {
        return said.isEmpty();
    }

    /** The life that its mark names; without a mark the one that has made its claims, if there is but one such. */
    private String life() {
        return said.map(NodeMark::incarnation)
                .orElseGet(() -> claimants.size() == 1 ? claimants.iterator().next() : "");
    }

    private Duration session() {
        if (!isMute() || claimants.isEmpty()) {
            return said.map(NodeMark::session).orElse(Duration.ZERO);
        }
        boolean lost = mark.exists() || !clstat.exists();
        return lost && isReadable() ? timeout.multipliedBy(2) : FOR_EVER;
    }

    private boolean isGone(String life) {
        return !life.isEmpty()
                && gone.content().filter(c -> c.text().trim().equals(life)).isPresent();
    }

    private Duration age(Instant wall) {
        Instant newest = Instant.MIN;
        for (WatchedFile file : new WatchedFile[] {mark, clstat}) {
            if (file.time().isPresent() && file.time().get().toInstant().isAfter(newest)) {
                newest = file.time().get().toInstant();
            }
        }
        return newest.equals(Instant.MIN) || newest.isAfter(wall) ? Duration.ZERO : Duration.between(newest, wall);
    }

    private void read() {
        Optional<String> print = said.flatMap(NodeMark::clstat);
        if (!clstat.exists()) {
            boolean withdrawn = clstat.trouble().isEmpty() && print.isEmpty();
            misfit(withdrawn ? Optional.empty() : status, !withdrawn);
            return;
        }
        if (clstat.content().isEmpty()) {
            misfit(status, true);
            return;
        }
        String text = clstat.content().get().text();
        ClStat.Read read = ClStat.parse(text);
        boolean whole = read.damages().isEmpty()
                && print.map(p -> p.equals(NodeMark.fingerprint(text))).orElseGet(() -> !isCut(text));
        if (whole) {
            misfits = 0;
            damaged = false;
            status = Optional.of(read.value());
            completeStamp = clstat.stamp();
            completeText = text;
        } else {
            misfit(Optional.of(withKnown(read.value())), true);
        }
    }

    /** What does not fit counts as damaged when it stays so; with nothing known before, at once. */
    private void misfit(Optional<ClStat> known, boolean hurt) {
        misfits = hurt ? misfits + 1 : 0;
        damaged = hurt && (damaged || misfits > MISFITS || said.isEmpty() || status.isEmpty());
        if (damaged || !hurt) {
            status = known;
        }
    }

    private boolean isCut(String text) {
        boolean inPlace = completeStamp.isPresent()
                && completeStamp.get().key().equals(clstat.stamp().orElseThrow().key());
        return inPlace ? text.length() < completeText.length() && completeText.startsWith(text) : text.isEmpty();
    }

    private ClStat withKnown(ClStat readable) {
        SortedMap<GroupName, GroupStatus> all = new TreeMap<>();
        status.ifPresent(known -> all.putAll(known.groups()));
        all.putAll(readable.groups());
        return new ClStat(all);
    }
}
