package org.mosha.node;

import java.util.Collection;
import java.util.Optional;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;

/** What a node whose status can only be read in part may run, besides what can be read. */
final class Doubts {
    private Doubts() {}

    /**
     * Looks for a node that may run a group without saying so readably.
     *
     * @param name the group
     * @param nodes the nodes that may run anything
     * @param self this node, which knows what it runs
     * @return why the group may run somewhere, in one line; empty when there is no such node
     */
    static Optional<String> about(GroupName name, Collection<Sighting> nodes, NodeId self) {
        return nodes.stream()
                .filter(seen ->
                        seen.report().damaged() && seen.up() && !seen.node().equals(self))
                .filter(seen -> seen.report()
                        .status()
                        .filter(s -> s.groups().containsKey(name))
                        .isEmpty())
                .findFirst()
                .map(seen -> "possibly on node " + seen.node() + ", whose clstat is damaged");
    }
}
