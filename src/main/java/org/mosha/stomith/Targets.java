package org.mosha.stomith;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mosha.model.NodeId;

/** The shots that are under way or wait for an earlier one at the same node; for any thread. */
final class Targets {
    private final Map<NodeId, Map<String, Integer>> waiting = new HashMap<>();

    /** Begins without any. */
    Targets() {}

    /**
     * Adds a shot.
     *
     * @param node the node
     * @param incarnation which life is meant; one that is under way already gets no second shot
     * @return whether somebody has to begin with this node: nobody is at it
     */
    synchronized boolean add(NodeId node, String incarnation) {
        boolean isFirst = !waiting.containsKey(node);
        waiting.computeIfAbsent(node, n -> new LinkedHashMap<>()).merge(incarnation, 1, Integer::sum);
        return isFirst;
    }

    /**
     * The next shot at a node, for the one who is at it.
     *
     * @param node the node
     * @return which life is meant; empty when there is none left, and then nobody is at the node any more
     */
    synchronized Optional<String> next(NodeId node) {
        Optional<String> next = waiting.get(node).keySet().stream().findFirst();
        if (next.isEmpty()) {
            waiting.remove(node);
        }
        return next;
    }

    /**
     * Takes out a shot that has ended.
     *
     * @param node the node
     * @param incarnation which life was meant
     * @return how many have asked for it
     */
    synchronized int finish(NodeId node, String incarnation) {
        return waiting.get(node).remove(incarnation);
    }
}
