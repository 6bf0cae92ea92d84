package org.mosha.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mosha.it.Await;
import org.mosha.ledger.LedgerCheck;

/** Judges what has happened in a lab, and how much of it there was to be judged. */
final class Verdict {
    private final LabCluster cluster;
    private long lines;
    private long moves;
    private long epochs;
    private final List<Long> thawed = new ArrayList<>();

    Verdict(LabCluster cluster) {
        this.cluster = cluster;
    }

    /** Judges the chapter that ends here: no group was ever on two nodes, and epochs have only grown. */
    LedgerCheck neverTwice() throws IOException {
        return neverTwice(Duration.ZERO);
    }

    /**
     * Judges it, but lets pass what a node did that had stood still as a whole, until so long after it went on: what ran
     * there when it was stopped, it cannot have killed before.
     */
    LedgerCheck neverTwice(Duration afterThaw) throws IOException {
        LedgerCheck chapter = cluster.watch().turn();
        List<Frozen> frozen = Frozen.in(cluster.lab().events());
        List<LedgerCheck.Overlap> late = new ArrayList<>();
        for (LedgerCheck.Overlap overlap : chapter.overlaps()) {
            frozen.stream()
                    .flatMapToLong(one -> one.overlapAfter(overlap).stream())
                    .filter(nanos -> nanos <= afterThaw.toNanos())
                    .findFirst()
                    .ifPresentOrElse(thawed::add, () -> late.add(overlap));
        }
        assertEquals(List.of(), late, () -> "a group ran twice\n" + cluster.tell());
        count(chapter);
        return chapter;
    }

    private void count(LedgerCheck chapter) throws IOException {
        lines += chapter.lines();
        moves += chapter.moves().size();
        epochs = epochsOnlyGrow(cluster.groups().epochs());
    }

    /** Each epoch of a group has one node, and comes after the smaller ones; returns how many starts there were. */
    static long epochsOnlyGrow(Path file) throws IOException {
        Map<String, Long> last = new HashMap<>();
        Map<String, String> owners = new HashMap<>();
        List<String> all = Files.readAllLines(file);
        for (String line : all) {
            String[] words = line.split(" ");
            assertEquals(3, words.length, line);
            long epoch = Long.parseLong(words[1]);
            Long before = last.put(words[0], epoch);
            assertTrue(before == null || before <= epoch, () -> "the epoch was " + before + " before: " + line);
            String owner = owners.putIfAbsent(words[0] + " " + epoch, words[2]);
            assertTrue(owner == null || owner.equals(words[2]), () -> "this epoch was node " + owner + "'s: " + line);
        }
        return all.size();
    }

    /** The cltab and hactl come to be the same on all nodes. */
    void sameConfiguration() {
        Await.untilHolds(this::haveSameConfiguration);
    }

    private void haveSameConfiguration() throws IOException {
        for (String name : List.of("cltab", "hactl")) {
            String first = Files.readString(cluster.files().base(1).resolve(name));
            for (int node : cluster.nodes()) {
                assertEquals(
                        first, Files.readString(cluster.files().base(node).resolve(name)), name + " of node " + node);
            }
        }
    }

    /** A lab in which nothing was judged proves nothing. */
    void somethingWasJudged() {
        assertTrue(lines > 0 && moves > 0 && epochs > 0, this::toString);
    }

    @Override
    public String toString() {
        return lines + " lines of the ledger, " + moves + " moves, " + epochs + " starts, "
                + (thawed.isEmpty()
                        ? "never on two nodes"
                        : thawed.size() + " times on two nodes right after a thaw, for at most "
                                + Collections.max(thawed) / 1_000_000 + " ms");
    }
}
