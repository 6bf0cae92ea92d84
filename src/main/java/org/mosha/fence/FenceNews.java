package org.mosha.fence;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mosha.cluster.FenceWord;
import org.mosha.cluster.Member;
import org.mosha.model.NodeId;

/**
 * What a node knows of who is to be shot besides what it has tried itself. Immutable.
 *
 * @param words what was last said of shooting a node, this one among them
 * @param lost the nodes that hold claims and are lost, since when
 */
public record FenceNews(SortedMap<NodeId, FenceWord> words, SortedMap<NodeId, Loss> lost) {
    /** No news. */
    public static final FenceNews NONE = new FenceNews(Collections.emptySortedMap(), Collections.emptySortedMap());

    /** Copies the maps. */
    public FenceNews {
        words = Collections.unmodifiableSortedMap(new TreeMap<>(words));
        lost = Collections.unmodifiableSortedMap(new TreeMap<>(lost));
    }

    /**
     * A node that is lost.
     *
     * @param incarnation the life of its daemon
     * @param since since when, on this node's monotonic clock
     */
    public record Loss(String incarnation, Duration since) {}

    /**
     * The same with other words.
     *
     * @param said all that is said now
     * @return the changed news
     */
    public FenceNews withWords(Map<NodeId, FenceWord> said) {
        return new FenceNews(new TreeMap<>(said), lost);
    }

    /**
     * The same with other nodes lost; who was lost before in the same life stays so since then.
     *
     * @param members all that are lost now
     * @param now the time
     * @return the changed news
     */
    public FenceNews withLost(Collection<Member> members, Duration now) {
        SortedMap<NodeId, Loss> after = new TreeMap<>();
        for (Member member : members) {
            Loss before = lost.get(member.id());
            boolean known = before != null && before.incarnation().equals(member.incarnation());
            after.put(member.id(), known ? before : new Loss(member.incarnation(), now));
        }
        return new FenceNews(words, after);
    }

    /**
     * What is said of shooting one life of a node.
     *
     * @param node the node
     * @param incarnation its life
     * @return the word; empty when nobody has said anything
     */
    public Optional<FenceWord> word(NodeId node, String incarnation) {
        return Optional.ofNullable(words.get(node))
                .filter(word -> word.incarnation().equals(incarnation));
    }
}
