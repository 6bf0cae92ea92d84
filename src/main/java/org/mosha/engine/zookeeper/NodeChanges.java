package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.zookeeper.Op;
import org.mosha.config.NodeAddress;
import org.mosha.engine.zookeeper.Reconfiguration.Change;
import org.mosha.model.GroupName;
import org.mosha.model.NodeId;
import org.mosha.node.Clocks;
import org.mosha.node.Sighting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a node can be added to the cluster, or removed from it, and what has to be done before and after the ensemble's
 * list is changed. Used by the engine's thread.
 */
final class NodeChanges {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.engine");
    private static final int MOST_NODE = 254;

    /**
     * What removes a node.
     *
     * @param change what is to be asked of the ensemble
     * @param life the version of its registration, when its last life is over and it has not said so itself
     */
    record Removal(Change change, Optional<Integer> life) {}

    private final EngineSetup setup;
    private final Ensemble ensemble;
    private final Roster roster;
    private final Sightings sightings;
    private final Claims claims;
    private final Words words;
    private final Versions versions;
    private final Membership membership;
    private final Clocks clocks;
    private final Halted halted = new Halted();

    NodeChanges(
            EngineSetup setup,
            Ensemble ensemble,
            Roster roster,
            Sightings sightings,
            Claims claims,
            Words words,
            Versions versions,
            Membership membership,
            Clocks clocks) {
        this.setup = setup;
        this.ensemble = ensemble;
        this.roster = roster;
        this.sightings = sightings;
        this.claims = claims;
        this.words = words;
        this.versions = versions;
        this.membership = membership;
        this.clocks = clocks;
    }

    /**
     * Prepares that a node is added, which waits for that.
     *
     * @param address where it is, if whoever asks has said that
     * @throws IOException when it cannot be added, with a sentence that says why
     */
    Change adding(NodeId node, Optional<NodeAddress> address) throws IOException {
        if (!setup.isEmbedded()) {
            throw new IOException(
                    "with zookeeper.connect nodes are not added: one that is started is a node of the cluster");
        }
        SortedMap<NodeId, NodeAddress> nodes = roster.listed().nodes();
        NodeAddress found = requireCandidate(node, nodes);
        if (address.isPresent() && !ServerLines.alike(address.get()).equals(found)) {
            throw new IOException("node " + node + " is at " + found + " by its own settings, not at " + address.get());
        }
        roster.expect(node, found);
        return Change.adding(node, found, roster.listed().version());
    }

    private NodeAddress requireCandidate(NodeId node, SortedMap<NodeId, NodeAddress> nodes) throws IOException {
        if (nodes.containsKey(node)) {
            throw new IOException("node " + node + " is one of the cluster's nodes already, at " + nodes.get(node));
        }
        if (node.value() > MOST_NODE) {
            throw new IOException("node " + node + ": expected a number up to " + MOST_NODE);
        }
        Optional<Candidate> candidate = Optional.ofNullable(roster.candidates().get(node));
        if (candidate.isEmpty()) {
            throw new IOException("node " + node + " is not there: start its daemon first, with nodes="
                    + ServerLines.asSetting(nodes) + "," + node + "=HOST");
        }
        NodeAddress address = candidate.get().address(node);
        SortedMap<NodeId, NodeAddress> wanted = new TreeMap<>(nodes);
        wanted.put(node, address);
        for (Map.Entry<NodeId, NodeAddress> other : nodes.entrySet()) {
            if (other.getValue().clashesWith(address)) {
                throw new IOException("nodes " + node + " and " + other.getKey() + " have the same host and port");
            }
        }
        // if all that it knows lost their disks at once, it would begin another cluster with them
        if (!candidate.get().nodes().keySet().containsAll(wanted.keySet())) {
            throw new IOException("node " + node + " does not know all nodes: expected nodes="
                    + ServerLines.asSetting(wanted) + " in its settings");
        }
        return address;
    }

    /**
     * Prepares that a node is removed. One that has groups is told to halt them first.
     *
     * @return what is to be asked of the ensemble; empty when the node has to halt its groups before
     * @throws IOException when it cannot be removed, with a sentence that says why
     */
    Optional<Removal> removing(NodeId node) throws IOException {
        SortedMap<NodeId, NodeAddress> nodes = roster.listed().nodes();
        if (!setup.isEmbedded()) {
            throw new IOException(
                    "with zookeeper.connect nodes are not removed: one whose daemon is stopped has left the cluster");
        }
        if (!nodes.containsKey(node)) {
            String there = nodes.keySet().stream().map(NodeId::toString).collect(Collectors.joining(", "));
            throw new IOException("no node " + node + " in the cluster; there are: " + there);
        }
        if (nodes.size() == 1) {
            throw new IOException("node " + node + " is the only one of its cluster");
        }
        requireMajority(node, nodes.keySet());
        List<GroupName> groups = claims.groupsOf(node);
        Change change = Change.removing(node, roster.listed().version());
        if (!isUp(node)) {
            requireOver(node, groups);
            return Optional.of(
                    new Removal(change, Optional.ofNullable(sightings.ended().get(node))));
        }
        halted.add(node);
        words.standby(true, List.of(node));
        return groups.isEmpty() ? Optional.of(new Removal(change, Optional.empty())) : Optional.empty();
    }

    /** Whether all others that would be left, and count as up, have said something since a time. */
    boolean haveOthersSpoken(NodeId leaving, long sinceNanos) {
        return roster.listed().nodes().keySet().stream()
                .filter(node -> !node.equals(leaving) && !node.equals(setup.self()) && isUp(node))
                .allMatch(node -> sightings.heardNanos(node) - sinceNanos >= 0);
    }

    /** The ensemble would refuse it as well, but only after the node has halted its groups. */
    private void requireMajority(NodeId leaving, Set<NodeId> nodes) throws IOException {
        long up = nodes.stream()
                .filter(node -> !node.equals(leaving) && isUp(node))
                .count();
        int left = nodes.size() - 1;
        if (up <= left / 2) {
            throw new IOException(
                    "only " + up + " of the " + left + " nodes that would be left are up: it would leave no majority");
        }
    }

    private void requireOver(NodeId node, List<GroupName> groups) throws IOException {
        if (!groups.isEmpty()) {
            throw new IOException("node " + node + " is down, and its groups are not taken over yet: try again when "
                    + groups + " have another owner");
        }
        boolean over = Optional.ofNullable(sightings.others(clocks.nanos()).get(node))
                .filter(seen ->
                        !seen.life().incarnation().isEmpty() && !seen.life().provenGone())
                .isEmpty();
        if (!over) {
            throw new IOException(
                    "node " + node + " was lost just now, and may still run something: try again in a while");
        }
    }

    private boolean isUp(NodeId node) {
        return node.equals(setup.self())
                || Optional.ofNullable(sightings.others(clocks.nanos()).get(node))
                        .filter(Sighting::up)
                        .isPresent();
    }

    /** Whom this node has told to halt. */
    Halted halted() {
        return halted;
    }

    /** After a node was added: ends its standby, and keeps that with the versions of the configuration. */
    void added(NodeId node, Order order) throws IOException {
        // it was halted when it was removed
        words.standby(false, List.of(node));
        NodeAddress address = roster.listed().nodes().get(node);
        LOG.info("node {} ({}) was added to the cluster", node, address);
        keep(Version.OF_MEMBERS + node + " (" + address + ") added", order);
    }

    /** After a node was removed: keeps that, and that nothing of it runs if it was not there to say so itself. */
    void removed(NodeId node, Removal removal, Order order) throws IOException {
        LOG.info("node {} was removed from the cluster", node);
        keep(Version.OF_MEMBERS + node + " removed", order);
        Optional<List<Op>> proof = membership.proof();
        if (removal.life().isPresent() && proof.isPresent()) {
            List<Op> ops = new ArrayList<>(proof.get());
            ops.add(Op.setData(
                    Znodes.of(Znodes.LIVES, node),
                    Registration.left(),
                    removal.life().get()));
            // one that was never there has none
            ensemble.ask(ops);
        }
    }

    private void keep(String what, Order order) throws IOException {
        versions.look();
        if (versions.last().number() == 0 || order.isDone(versions)) {
            return;
        }
        if (!versions.propose(order.proposes(versions.next(what, Map.of())))) {
            throw new NotReached("others change the configuration at the same time");
        }
    }
}
