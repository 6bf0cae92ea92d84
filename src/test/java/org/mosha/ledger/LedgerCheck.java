package org.mosha.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Judges a ledger: did a group ever run on two nodes at once, how often was it started, how long was it nowhere when
 * it went from one node to another. The lines may come in any order of time, as who writes them takes the time first.
 */
public final class LedgerCheck {
    /**
     * A group that ran on two nodes at once.
     *
     * @param one the run that began first
     * @param other the run on another node
     * @param nanos for how long both were there at least
     */
    public record Overlap(LedgerRun one, LedgerRun other, long nanos) {
        @Override
        public String toString() {
            return String.format(
                    "%s ran on nodes %d (pid %d) and %d (pid %d) for %.1f ms at %d",
                    one.group(), one.node(), one.pid(), other.node(), other.pid(), nanos / 1e6, other.from());
        }
    }

    /**
     * A group that went from one node to another.
     *
     * @param from its last run on the one
     * @param to its first run on the other
     */
    public record Move(LedgerRun from, LedgerRun to) {
        /** How long it was nowhere; negative when it was on both. */
        public long gapNanos() {
            return to.from() - from.to();
        }
    }

    private record Key(String group, int node, long pid) {}

    private final Map<Key, LedgerRun> open = new HashMap<>();
    private final List<LedgerRun> closed = new ArrayList<>();
    private long lines;

    /** Takes a line. */
    public void add(LedgerLine line) {
        lines++;
        Key key = new Key(line.group(), line.node(), line.pid());
        LedgerRun known = open.get(key);
        if (known != null && line.event() == LedgerLine.Event.START && line.nanos() > known.to()) {
            // the pid is in use again
            closed.add(known);
            known = null;
        }
        open.put(
                key,
                known == null
                        ? new LedgerRun(line.group(), line.node(), line.pid(), line.nanos(), line.nanos())
                        : known.with(line.nanos()));
    }

    /**
     * Takes a line of a process that began after a time: whoever was known by its pid until then was another one. Its own
     * line of that may come later, as who sees it need not have read all.
     */
    public void add(LedgerLine line, long before) {
        Key key = new Key(line.group(), line.node(), line.pid());
        LedgerRun known = open.get(key);
        if (known != null && known.to() < before) {
            closed.add(open.remove(key));
        }
        add(line);
    }

    /** How many lines there were. */
    public long lines() {
        return lines;
    }

    /** The runs of each group, in the order of their beginning. */
    public Map<String, List<LedgerRun>> runs() {
        Map<String, List<LedgerRun>> runs = new TreeMap<>();
        closed.forEach(
                run -> runs.computeIfAbsent(run.group(), g -> new ArrayList<>()).add(run));
        open.values()
                .forEach(run -> runs.computeIfAbsent(run.group(), g -> new ArrayList<>())
                        .add(run));
        runs.values().forEach(list -> list.sort(Comparator.comparingLong(LedgerRun::from)));
        return runs;
    }

    /** How many processes of a group were started. */
    public int starts(String group) {
        return runs().getOrDefault(group, List.of()).size();
    }

    /** All times at which a group was on two nodes. */
    public List<Overlap> overlaps() {
        List<Overlap> overlaps = new ArrayList<>();
        runs().values().forEach(runs -> overlaps(runs, overlaps));
        return overlaps;
    }

    private static void overlaps(List<LedgerRun> runs, List<Overlap> into) {
        List<LedgerRun> reaching = new ArrayList<>();
        for (LedgerRun run : runs) {
            reaching.removeIf(earlier -> earlier.to() < run.from());
            reaching.stream()
                    .filter(earlier -> earlier.node() != run.node() && earlier.overlaps(run))
                    .forEach(earlier ->
                            into.add(new Overlap(earlier, run, Math.min(earlier.to(), run.to()) - run.from())));
            reaching.add(run);
        }
    }

    /** All times at which a group went to another node, in the order of the groups and times. */
    public List<Move> moves() {
        List<Move> moves = new ArrayList<>();
        for (List<LedgerRun> runs : runs().values()) {
            LedgerRun last = null;
            for (LedgerRun run : runs) {
                if (last != null && last.node() != run.node()) {
                    moves.add(new Move(last, run));
                }
                last = last == null || last.to() < run.to() || last.node() != run.node() ? run : last;
            }
        }
        return moves;
    }

    /**
     * Judges all of it.
     *
     * @throws AssertionError when a group ran on two nodes, and also when nothing went from one node to another, as
     *     then nothing was tried
     */
    public void verify() {
        List<Overlap> overlaps = overlaps();
        if (!overlaps.isEmpty()) {
            throw new AssertionError(overlaps.size() + " times a group ran twice: " + overlaps);
        }
        if (moves().isEmpty()) {
            throw new AssertionError("nothing was evaluated: " + lines + " lines, and no group changed its node");
        }
    }
}
