package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.zookeeper.Op;
import org.awaitility.Awaitility;
import org.mosha.cluster.FenceResult;
import org.mosha.cluster.FenceWord;
import org.mosha.config.EngineTimes;
import org.mosha.model.NodeId;
import org.mosha.node.Sighting;

/** As much of a node as registers, beats, looks and ends registrations; its clock is the test's. */
final class BareNode implements AutoCloseable {
    /** Long, as the ensemble's own clock goes on: no session may expire there that the test has not ended. */
    static final EngineTimes TIMES = new EngineTimes(Duration.ofSeconds(40));

    final HandClock clock = new HandClock();
    final Beats beats = new Beats();
    final NodeId id;
    final Ensemble ensemble;
    final Membership membership;
    final Claims claims;
    private final String incarnation;
    final Pulse pulse;
    final Expulsion expulsion;
    final Sightings sightings;
    final Words words;

    /** A node that is registered with a peer. */
    BareNode(NodeId id, Path dir, PeerUnderTest peer, EmbeddedAccess access) throws Exception {
        this.id = id;
        EngineSetup setup = Site.setup(
                dir.resolve("node" + id),
                new TreeMap<>(),
                Optional.of("127.0.0.1:" + peer.clientPort()),
                id.value(),
                TIMES.session());
        ensemble = new Ensemble(new ClientConfig(setup, access), Site.PATIENCE, () -> {});
        incarnation = setup.incarnation();
        Registration own = new Registration("host", id.value(), incarnation, "", TIMES.session());
        membership = new Membership(id, own, ensemble, beats, clock);
        claims = new Claims(ensemble, membership, new ClaimToken.Owner(id, setup.incarnation()));
        pulse = new Pulse(id, TIMES, ensemble, membership, beats, clock, () -> true, () -> {});
        expulsion = new Expulsion(ensemble, membership, beats, TIMES.beat(), clock, () -> {});
        sightings = new Sightings(id, TIMES, List.of(new NodeId(1), new NodeId(2)), true, ensemble, beats, clock);
        words = new Words(ensemble, beats);
        ensemble.start();
        Awaitility.await().atMost(Site.PATIENCE).until(ensemble::isConnected);
        assertEquals(Optional.empty(), membership.register());
    }

    String life() {
        return incarnation;
    }

    /** The nodes of which nothing can run any more, as it sees them. */
    Set<NodeId> over() throws Exception {
        sightings.look(List.of());
        return sightings.over(clock.nanos()).keySet();
    }

    /** What it sees of another one. */
    Sighting looksAt(NodeId other) throws Exception {
        sightings.look(List.of());
        return sightings.others(clock.nanos()).get(other);
    }

    /** Tells what came of shooting another one's present life. */
    FenceWord tells(BareNode other, FenceResult result) throws Exception {
        FenceWord word = new FenceWord(other.life(), id, life(), result, "by node " + id);
        words.fence(Map.of(other.id, word));
        words.tell();
        return word;
    }

    void pass(long nanos) {
        clock.moveOn(nanos);
    }

    /** Beats, and is acknowledged. */
    void beat() {
        pass(1);
        long now = clock.nanos();
        pulse.now();
        Awaitility.await().atMost(Site.PATIENCE).until(() -> pulse.heardNanos() == now);
    }

    /** What a znode of a node's is like. */
    Optional<Reply.Found> find(String directory, NodeId of) throws Exception {
        return ensemble.ask(List.of(Op.getData(Znodes.of(directory, of)))).found(0);
    }

    int version(String directory, NodeId of) throws Exception {
        return find(directory, of).orElseThrow().stat().getVersion();
    }

    boolean isRegistered(NodeId of) throws Exception {
        return find(Znodes.NODES, of).isPresent();
    }

    void read(NodeId of) throws Exception {
        beats.saw(
                List.of(of),
                ensemble.ask(List.of(Op.getData(Znodes.of(Znodes.BEATS, of)))).results(),
                clock.nanos(),
                beats.epoch());
    }

    Reply end(NodeId of, int beat) throws Exception {
        return expulsion.end(of, version(Znodes.LIVES, of), beat).get();
    }

    @Override
    public void close() {
        pulse.stop();
        ensemble.close();
    }
}
