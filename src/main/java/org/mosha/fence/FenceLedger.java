package org.mosha.fence;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mosha.cluster.FenceResult;
import org.mosha.cluster.FenceWord;
import org.mosha.cluster.Member;
import org.mosha.model.NodeId;

/**
 * What was tried to shoot nodes, and what came of it. Immutable. An entry is about one life of a node's daemon: when
 * the node comes back, what is known of its last life does not count any more.
 *
 * @param entries the last attempts, by node; all times are on this node's monotonic clock
 * @param news what is known besides
 */
public record FenceLedger(SortedMap<NodeId, Entry> entries, FenceNews news) {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /** Copies the map. */
    public FenceLedger {
        Objects.requireNonNull(news, "news");
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /**
     * The attempts on one life of a node.
     *
     * @param incarnation the life that was shot at
     * @param attempts how often
     * @param running whether the last attempt has not come to its end
     * @param result what the last attempt gave; UNKNOWN while it runs
     * @param at when the result came, or the attempt began
     * @param nextTry the earliest time for another attempt
     */
    public record Entry(
            String incarnation, int attempts, boolean running, FenceResult result, Duration at, Duration nextTry) {
        /** Refuses nulls. */
        public Entry {
            Objects.requireNonNull(incarnation, "incarnation");
            Objects.requireNonNull(result, "result");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(nextTry, "nextTry");
        }
    }

    /**
     * A ledger without entries.
     *
     * @return the ledger
     */
    public static FenceLedger empty() {
        return new FenceLedger(Collections.emptySortedMap(), FenceNews.NONE);
    }

    /**
     * Notes that an attempt has begun.
     *
     * @param node the node that is shot
     * @param incarnation its life
     * @param now the time
     * @return the ledger with it
     */
    public FenceLedger started(NodeId node, String incarnation, Duration now) {
        int attempts = entry(node, incarnation).map(Entry::attempts).orElse(0) + 1;
        return with(node, new Entry(incarnation, attempts, true, FenceResult.UNKNOWN, now, now));
    }

    /**
     * Notes what an attempt gave. An answer about a life that is not the last one that was shot at is dropped.
     *
     * @param node the node that was shot
     * @param incarnation its life
     * @param result the answer; only CONFIRMED is a success
     * @param now the time
     * @return the ledger with it
     */
    public FenceLedger finished(NodeId node, String incarnation, FenceResult result, Duration now) {
        Optional<Entry> begun = entry(node, incarnation);
        if (begun.isEmpty()) {
            return this;
        }
        int attempts = begun.get().attempts();
        return with(node, new Entry(incarnation, attempts, false, result, now, now.plus(wait(attempts))));
    }

    /**
     * Takes the operator's word that a node is off.
     *
     * @param node the node
     * @param incarnation its life
     * @param now the time
     * @return the ledger with it
     */
    public FenceLedger confirmed(NodeId node, String incarnation, Duration now) {
        int attempts = entry(node, incarnation).map(Entry::attempts).orElse(0);
        return with(node, new Entry(incarnation, attempts, false, FenceResult.CONFIRMED, now, now));
    }

    /**
     * Takes what is said of shooting nodes: a life that another node has confirmed off is off, until that is not said any
     * more, as the life was heard since.
     *
     * @param words all that is said now, by the node that is shot
     * @param now the time
     * @return the ledger with it
     */
    public FenceLedger told(Map<NodeId, FenceWord> words, Duration now) {
        FenceLedger after = words.equals(news.words()) ? this : withWords(words);
        for (Map.Entry<NodeId, FenceWord> said : words.entrySet()) {
            FenceWord word = said.getValue();
            if (word.isConfirmed() && after.result(said.getKey(), word.incarnation()) != FenceResult.CONFIRMED) {
                after = after.confirmed(said.getKey(), word.incarnation(), now);
            }
        }
        return after;
    }

    private FenceLedger withWords(Map<NodeId, FenceWord> words) {
        SortedMap<NodeId, Entry> left = new TreeMap<>(entries);
        news.words().forEach((node, before) -> {
            boolean same = Optional.ofNullable(words.get(node))
                    .filter(word -> word.isConfirmed() && word.incarnation().equals(before.incarnation()))
                    .isPresent();
            if (before.isConfirmed() && !same && result(node, before.incarnation()) == FenceResult.CONFIRMED) {
                left.remove(node);
            }
        });
        return new FenceLedger(left, news.withWords(words));
    }

    /**
     * Takes which nodes are lost while their groups wait for a shot.
     *
     * @param members all of them
     * @param now the time
     * @return the ledger with them
     */
    public FenceLedger lost(Collection<Member> members, Duration now) {
        FenceNews after = news.withLost(members, now);
        return after.equals(news) ? this : new FenceLedger(entries, after);
    }

    /**
     * Forgets nodes that are back: another life of theirs is up, or their status has changed since they were
     * confirmed off, which shows that they are not.
     *
     * @param members the nodes as they are seen now
     * @param now the time
     * @return the ledger without them
     */
    public FenceLedger withoutReturned(Collection<Member> members, Duration now) {
        SortedMap<NodeId, Entry> left = new TreeMap<>(entries);
        for (Member member : members) {
            Entry entry = entries.get(member.id());
            if (entry != null && hasReturned(member, entry, now)) {
                left.remove(member.id());
            }
        }
        return left.size() == entries.size() ? this : new FenceLedger(left, news);
    }

    /**
     * What shooting the present lives of the nodes gave.
     *
     * @param members the nodes
     * @return a result for each node that was shot at in its present life
     */
    public SortedMap<NodeId, FenceResult> results(Collection<Member> members) {
        SortedMap<NodeId, FenceResult> results = new TreeMap<>();
        members.forEach(m -> entry(m.id(), m.incarnation()).ifPresent(e -> results.put(m.id(), e.result())));
        return results;
    }

    /**
     * What shooting one life of a node gave.
     *
     * @param node the node
     * @param incarnation its life
     * @return NONE when nobody has tried
     */
    public FenceResult result(NodeId node, String incarnation) {
        return entry(node, incarnation).map(Entry::result).orElse(FenceResult.NONE);
    }

    /**
     * Tells why a node is not to be shot now.
     *
     * @param node the node
     * @param incarnation its life
     * @param now the time
     * @return one line; empty when it may be shot
     */
    public Optional<String> held(NodeId node, String incarnation, Duration now) {
        return entry(node, incarnation).flatMap(e -> held(e, now));
    }

    private static Optional<String> held(Entry entry, Duration now) {
        if (entry.running()) {
            return Optional.of("being shot now");
        }
        if (entry.result() == FenceResult.CONFIRMED) {
            return Optional.of("confirmed off");
        }
        Duration left = entry.nextTry().minus(now);
        return left.isNegative() || left.isZero()
                ? Optional.empty()
                : Optional.of("attempt " + entry.attempts() + " gave " + entry.result() + ", next try in "
                        + (left.toMillis() + 999) / 1000 + " s");
    }

    private static boolean hasReturned(Member member, Entry entry, Duration now) {
        if (!member.incarnation().equals(entry.incarnation())) {
            return member.up() && !member.session().hasExpired();
        }
        // it may be gone again by now
        boolean changedSince = now.minus(member.age()).compareTo(entry.at()) > 0;
        return entry.result() == FenceResult.CONFIRMED && changedSince;
    }

    private Optional<Entry> entry(NodeId node, String incarnation) {
        return Optional.ofNullable(entries.get(node))
                .filter(e -> e.incarnation().equals(incarnation));
    }

    private FenceLedger with(NodeId node, Entry entry) {
        SortedMap<NodeId, Entry> copy = new TreeMap<>(entries);
        copy.put(node, entry);
        return new FenceLedger(copy, news);
    }

    private static Duration wait(int attempts) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts - 1, 10));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
