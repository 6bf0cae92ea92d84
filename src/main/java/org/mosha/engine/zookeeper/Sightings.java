package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mosha.cluster.FenceWord;
import org.mosha.config.EngineTimes;
import org.mosha.model.NodeId;
import org.mosha.node.Clocks;
import org.mosha.node.Sighting;
import org.mosha.node.Sighting.Contact;
import org.mosha.node.Sighting.Life;
import org.mosha.node.Sighting.Report;

/**
 * What the ensemble shows of the nodes. A life whose registration has ended is over when nothing new of it was seen for so
 * long, too, that its guard has killed everything, counted from when this node saw its last heartbeat: that holds
 * whatever has ended it. Used by the engine's thread.
 */
final class Sightings {
    private final NodeId self;
    private final EngineTimes times;
    private final Collection<NodeId> configured;
    private final boolean onlyThose;
    private final NodeReader reader;
    private final Beats beats;
    private final Clocks clocks;
    private SortedMap<NodeId, SeenNode> nodes = new TreeMap<>();
    private Set<NodeId> owners = Set.of();
    private long lookedNanos;

    /**
     * Has looked at nothing yet.
     *
     * @param configured the nodes that are to be expected; may change
     * @param onlyThose whether all others were removed from the cluster, or never belonged to it
     */
    Sightings(
            NodeId self,
            EngineTimes times,
            Collection<NodeId> configured,
            boolean onlyThose,
            Ensemble ensemble,
            Beats beats,
            Clocks clocks) {
        this.self = self;
        this.times = times;
        this.configured = configured;
        this.onlyThose = onlyThose;
        this.reader = new NodeReader(ensemble, beats, clocks);
        this.beats = beats;
        this.clocks = clocks;
        configured.forEach(node -> nodes.put(node, SeenNode.NOTHING));
        this.lookedNanos = clocks.nanos();
    }

    /** Looks at all nodes: those of the settings, those that were ever registered, and the owners of claims. */
    void look(Collection<NodeId> owners) throws IOException {
        SortedSet<NodeId> all = new TreeSet<>(configured);
        all.addAll(owners);
        all.remove(Claims.UNKNOWN);
        all.add(self);
        all.addAll(reader.lives());
        long before = clocks.nanos();
        nodes = reader.read(all);
        this.owners = Set.copyOf(owners);
        lookedNanos = before;
    }

    /** All that was seen is still so, and the nodes that are registered were so at a time on this node's clock. */
    void nothingNew(long now) {
        lookedNanos = now;
    }

    /** Which order, by the change of the ensemble that it was, keeps this node's groups stopped; empty for none. */
    Optional<String> order() {
        return Optional.ofNullable(nodes.get(self)).flatMap(SeenNode::standby);
    }

    /** The other nodes, for those who look at their heartbeats. */
    SortedSet<NodeId> others() {
        SortedSet<NodeId> others = new TreeSet<>(nodes.keySet());
        others.remove(self);
        return others;
    }

    /** All nodes that are known. */
    SortedSet<NodeId> all() {
        return new TreeSet<>(nodes.keySet());
    }

    /** The version of the registration of each node that has none at present. */
    Map<NodeId, Integer> ended() {
        Map<NodeId, Integer> ended = new HashMap<>();
        nodes.forEach((node, seen) -> {
            if (seen.registered().isEmpty()) {
                ended.put(node, seen.lifeVersion());
            }
        });
        return ended;
    }

    /**
     * The same of those of which nothing can run any more: their life has ended and was silent for long enough, or is
     * confirmed off. One that has come back since that was decided, and has gone again, is none of them yet.
     */
    Map<NodeId, Integer> over(long now) {
        Map<NodeId, Integer> over = ended();
        over.keySet().removeIf(node -> mayRun(node, now));
        return over;
    }

    private boolean mayRun(NodeId node, long now) {
        SeenNode seen = nodes.get(node);
        Sighting last = sighting(node, seen, now);
        return seen.life().isPresent()
                && !last.life().provenGone()
                && !last.life().isConfirmedOff();
    }

    /** The other nodes that have a registration. */
    Map<NodeId, Expulsion.Registered> registered() {
        Map<NodeId, Expulsion.Registered> registered = new HashMap<>();
        nodes.forEach((node, seen) -> {
            if (seen.registered().isPresent() && !node.equals(self)) {
                registered.put(
                        node,
                        new Expulsion.Registered(
                                seen.lifeVersion(), longer(seen).session()));
            }
        });
        return registered;
    }

    /** What is worth an operator's look. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        nodes.forEach((node, seen) -> seen.registered()
                .filter(r -> !r.session().equals(times.session()))
                .ifPresent(r -> warnings.add(
                        "node " + node + " has session.timeout=" + r.session().toMillis() + ", this node "
                                + times.session().toMillis() + ": they should have the same")));
        return warnings;
    }

    /** What is seen of the others, at a time on this node's monotonic clock. */
    SortedMap<NodeId, Sighting> others(long now) {
        SortedMap<NodeId, Sighting> seen = new TreeMap<>();
        nodes.forEach((node, one) -> {
            if (!node.equals(self) && (configured.contains(node) || one.life().isPresent())) {
                Sighting sighting = sighting(node, one, now);
                if (!isPast(node, sighting)) {
                    seen.put(node, sighting);
                }
            }
        });
        return seen;
    }

    /** Whether a node was removed from the cluster and has lost its session before it could leave; nothing of it is left. */
    private boolean isPast(NodeId node, Sighting sighting) {
        return onlyThose && !configured.contains(node) && sighting.life().provenGone() && !owners.contains(node);
    }

    /** What was said of shooting this life of this node. */
    Optional<FenceWord> ownFence(String incarnation) {
        return ownWord(incarnation).map(SeenNode.Said::word).filter(word -> !word.isConfirmed());
    }

    /** The version of the word that this life of this node is off, if there is one: it is not. */
    Optional<Integer> saidOff(String incarnation) {
        return ownWord(incarnation).filter(said -> said.word().isConfirmed()).map(SeenNode.Said::version);
    }

    private Optional<SeenNode.Said> ownWord(String incarnation) {
        return Optional.ofNullable(nodes.get(self)).flatMap(SeenNode::fence).filter(said -> said.isOf(incarnation));
    }

    /** When the next life that has lost its session comes to be over; the given most when there is none. */
    long untilOver(long now, long most) {
        long wait = most;
        for (Map.Entry<NodeId, SeenNode> one : nodes.entrySet()) {
            if (one.getValue().registered().isEmpty() && one.getValue().life().isPresent()) {
                long left = silence(one.getValue()) - (now - beats.seenNanos(one.getKey(), now));
                wait = left > 0 ? Math.min(wait, left) : wait;
            }
        }
        return wait;
    }

    /** When a node's last heartbeat was seen, on this node's monotonic clock. */
    long heardNanos(NodeId node) {
        return beats.seenNanos(node, clocks.nanos());
    }

    private long silence(SeenNode seen) {
        return longer(seen).silence().toNanos();
    }

    /** The times of the longer one of a node's session and of this node's. */
    private EngineTimes longer(SeenNode seen) {
        return times.orLonger(seen.life().map(Registration::session).orElse(times.session()));
    }

    private Sighting sighting(NodeId node, SeenNode seen, long now) {
        boolean up = seen.registered().isPresent();
        Optional<Registration> life = seen.life();
        String incarnation = life.map(Registration::incarnation).orElse("");
        long beatNanos = beats.seenNanos(node, now);
        boolean lost = !up && life.isPresent();
        // who is registered lives: what is not seen of it may be this node's own trouble, see Expulsion
        long seenNanos = lost ? beatNanos : lookedNanos;
        boolean over = lost && now - beatNanos >= silence(seen);
        return new Sighting(
                node,
                life.map(Registration::host).orElse(""),
                up,
                up,
                new Contact(seenNanos, lost ? Math.max(beatNanos, lookedNanos) : lookedNanos),
                new Life(
                        incarnation,
                        life.map(Registration::session).orElse(Duration.ZERO),
                        over,
                        fence(node, seen, incarnation)),
                report(seen, incarnation));
    }

    private static Report report(SeenNode seen, String incarnation) {
        Optional<StatusText> status = seen.status().filter(s -> s.incarnation().equals(incarnation));
        return new Report(
                status.map(StatusText::status),
                status.filter(StatusText::damaged).isPresent(),
                seen.standby().isPresent() || status.filter(StatusText::standby).isPresent());
    }

    /** Who has said that it lives after it was confirmed off is not off, also to whoever comes later. */
    private Optional<FenceWord> fence(NodeId node, SeenNode seen, String incarnation) {
        return seen.fence()
                .filter(said -> said.isOf(incarnation))
                .filter(said -> !said.word().isConfirmed() || beats.endBefore(node, said.change()))
                .map(SeenNode.Said::word);
    }
}
