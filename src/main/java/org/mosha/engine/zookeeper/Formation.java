package org.mosha.engine.zookeeper;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.zookeeper.server.quorum.HearingPeer;
import org.mosha.model.NodeId;

/**
 * Whether a new ensemble may begin. A peer whose copy is empty cannot tell whether there has never been anything, or its
 * disk was lost: it neither votes nor is voted for, and waits until the others have a leader, from whom it gets its copy.
 * In a new ensemble all wait. An empty one may therefore begin with nothing when each other one has told this life of its
 * daemon that it is new as well: then there is nothing that could be missed. Safe for use by several threads.
 */
final class Formation implements HearingPeer.Ear {
    /** What another node has told last. */
    private record Word(long life, boolean blank, Standing standing) {
        private boolean whole() {
            return standing == Standing.SETTLED && !blank;
        }
    }

    private enum Standing {
        /** It has not answered this life yet. */
        UNKNOWN,
        /** It is as new as this one. */
        NEW,
        /** It has taken part in something. */
        SETTLED
    }

    private static final Word NOTHING = new Word(Notice.NOBODY, false, Standing.UNKNOWN);

    private final NodeId self;
    private final long life;
    private final SortedMap<Long, Word> others = new TreeMap<>();
    private Optional<ByteBuffer> lookingFor = Optional.empty();
    private boolean blank;
    private Optional<String> lost = Optional.empty();

    /**
     * Nothing is known yet.
     *
     * @param self this node
     * @param nodes all nodes of the ensemble
     * @param life a number that no other life of a daemon has
     */
    Formation(NodeId self, Collection<NodeId> nodes, long life) {
        this.self = self;
        this.life = life;
        expects(nodes);
    }

    /** There are these nodes as well: some may have been added since. */
    final synchronized void expects(Collection<NodeId> nodes) {
        nodes.stream()
                .filter(node -> !node.equals(self))
                .forEach(node -> others.putIfAbsent((long) node.value(), NOTHING));
    }

    /**
     * Begins with a copy.
     *
     * @param why what has become of the copy that this node had, as a sentence for people; empty when it has it, or never
     *     had any: one that had is not new, and tells nobody that it is
     */
    synchronized void begins(Optional<String> why) {
        lost = why;
    }

    @Override
    public synchronized Optional<ByteBuffer> says(long to, ByteBuffer message) {
        lookingFor = Optional.of(message)
                .filter(own -> Notice.parse(own).map(Notice::isBlank).orElse(false));
        return Optional.of(signed(to, message));
    }

    private ByteBuffer signed(long to, ByteBuffer message) {
        // only what is said to a life may be taken for new by it
        long heard = lost.isPresent()
                ? Notice.NOBODY
                : others.getOrDefault(to, NOTHING).life();
        return Notice.signed(message, life, heard);
    }

    @Override
    public synchronized Optional<ByteBuffer> hears(long from, ByteBuffer message) {
        Optional<Notice> parsed = Notice.parse(message);
        if (parsed.isEmpty()) {
            return Optional.empty();
        }
        Notice notice = parsed.get();
        if (from == self.value()) {
            blank = notice.isBlank();
            return Optional.empty();
        }
        Word last = others.get(from);
        if (last == null) {
            stranger(from, notice);
            return Optional.empty();
        }
        others.put(from, new Word(notice.from(), notice.isBlank(), standing(notice)));
        // one that waits as well says something now and then only
        boolean unheard = notice.from() != last.life();
        return lookingFor.filter(own -> unheard).map(own -> signed(from, own));
    }

    /** The cluster may have grown since the settings were written: who calls and is not new goes on with it. */
    private void stranger(long from, Notice notice) {
        if (!notice.isNew()) {
            others.put(from, new Word(notice.from(), false, Standing.SETTLED));
        }
    }

    private Standing standing(Notice notice) {
        if (!notice.isNew()) {
            return Standing.SETTLED;
        }
        return notice.to() == life ? Standing.NEW : Standing.UNKNOWN;
    }

    /** This node's peer serves, and has what the others have. */
    synchronized void settled() {
        blank = false;
        others.replaceAll((node, word) -> new Word(word.life(), false, word.standing()));
    }

    /** Whether this node's copy is empty, and all others are new. */
    synchronized boolean isDue() {
        return blank && lost.isEmpty() && others.values().stream().allMatch(word -> word.standing() == Standing.NEW);
    }

    /** What an empty node waits for, as a sentence for people; empty when its copy is not empty. */
    synchronized Optional<String> waiting() {
        if (!blank) {
            return Optional.empty();
        }
        if (lost.isPresent()) {
            return lost.map(sentence -> sentence
                    + nodes(Word::whole)
                            .map(some -> " (" + some + ": whole copy)")
                            .orElse(""));
        }
        if (others.values().stream().anyMatch(word -> word.standing() == Standing.SETTLED)) {
            return Optional.of("this node's copy is empty: it has no vote until it has got the others', which takes a"
                    + " majority without it" + unheard());
        }
        if (others.isEmpty()) {
            return Optional.of("this node's copy is empty: it begins a cluster of its own when it has listened for two"
                    + " seconds, and no other node has called it");
        }
        return Optional.of("this node's copy is empty, and a new cluster begins when all of its nodes are there"
                + nodes(word -> word.standing() != Standing.NEW)
                        .map(some -> ": waiting for " + some)
                        .orElse(", as they are now")
                + unheard());
    }

    /** Of which others this life has heard nothing yet, as the end of a sentence for people; empty if of none. */
    synchronized String unheard() {
        return nodes(word -> word.life() == Notice.NOBODY)
                .map(some -> "; nothing is heard of " + some
                        + ": down, not reached, or with another secret or keys of another authority")
                .orElse("");
    }

    /** Of whom of the others this life has heard nothing yet, and of whom it has; for people, empty once all are heard of. */
    synchronized Optional<String> missing() {
        String heard = nodes(word -> word.life() != Notice.NOBODY)
                .map(some -> "heard of " + some + ", ")
                .orElse("");
        return nodes(word -> word.life() == Notice.NOBODY).map(some -> heard + "nothing yet of " + some);
    }

    /** Which of the others have an empty copy and no vote, as far as they have told; for people, empty if there are none. */
    synchronized Optional<String> voiceless() {
        return nodes(Word::blank);
    }

    private Optional<String> nodes(Predicate<Word> which) {
        List<String> some = others.entrySet().stream()
                .filter(other -> which.test(other.getValue()))
                .map(other -> other.getKey().toString())
                .toList();
        return some.isEmpty()
                ? Optional.empty()
                : Optional.of((some.size() == 1 ? "node " : "nodes ") + String.join(", ", some));
    }
}
