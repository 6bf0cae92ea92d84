package org.mosha.engine.zookeeper;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.model.NodeId;
import org.mosha.trust.Protection;
import org.mosha.trust.Secret;

/** What a node is told by an ensemble of others that does not let it work there. */
class ExternalRefusalTest {
    private static final NodeId SELF = new NodeId(1);
    private static final Protection OPEN = new Protection.None();
    private static final Protection SHARED = new Protection.Shared(Secret.random());

    @TempDir
    Path dir;

    private PeerUnderTest peer;
    private Optional<Ensemble> ensemble = Optional.empty();

    @AfterEach
    void stop() throws Exception {
        ensemble.ifPresent(Ensemble::close);
        peer.stop();
        PeerUnderTest.forgetProperties();
    }

    private void start(Map<String, String> access) throws Exception {
        peer = PeerUnderTest.start(dir, access, 1).get(0);
    }

    private void make(String path, List<ACL> acl) throws Exception {
        peer.session(
                ExternalAccess.of(OPEN).client(),
                client -> client.create(path, new byte[0], acl, CreateMode.PERSISTENT));
    }

    /** As which a node comes, and below which path. */
    private Ensemble comes(Protection protection, String path) {
        EngineSetup setup = Site.setup(
                dir.resolve("node"),
                new TreeMap<>(),
                Optional.of("127.0.0.1:" + peer.clientPort() + path),
                SELF.value(),
                Site.SESSION);
        Ensemble made = new Ensemble(new ClientConfig(setup, ExternalAccess.of(protection)), Site.PATIENCE, () -> {});
        ensemble = Optional.of(made);
        made.start();
        return made;
    }

    private Optional<Obstacle> register(Ensemble ensemble) throws Exception {
        await().atMost(Site.PATIENCE).until(ensemble::isConnected);
        HandClock clock = new HandClock();
        Registration own = new Registration("host", 1, "life", "", Site.SESSION);
        return new Membership(SELF, own, ensemble, new Beats(), clock).register();
    }

    @Test
    void aPathThatIsNotThereHasToBeMade() throws Exception {
        start(Map.of());
        assertEquals(Optional.of(Obstacle.noPath()), register(comes(OPEN, "/part")));
        make("/part", ZooDefs.Ids.OPEN_ACL_UNSAFE);
        assertEquals(Optional.empty(), register(ensemble.orElseThrow()));
    }

    @Test
    void whatBelongsToSomebodyElseIsNotUsed() throws Exception {
        start(Map.of());
        make("/part", Collections.singletonList(new ACL(ZooDefs.Perms.READ, new Id("world", "anyone"))));
        assertEquals(Optional.of(Obstacle.noRight("/mosha")), register(comes(OPEN, "/part")));
    }

    @Test
    void norIsWhatAnotherClusterHasMade() throws Exception {
        start(Map.of());
        make("/mosha", Collections.singletonList(new ACL(ZooDefs.Perms.ALL, new Id("ip", "192.0.2.1"))));
        assertEquals(Optional.of(Obstacle.noRight("/mosha")), register(comes(OPEN, "")));
    }

    @Test
    void anEnsembleThatKnowsNoSecretsDoesNotTakeALogin() throws Exception {
        start(Map.of());
        Ensemble comes = comes(SHARED, "");
        await().atMost(Site.PATIENCE).until(comes::isDenied);
    }
}
