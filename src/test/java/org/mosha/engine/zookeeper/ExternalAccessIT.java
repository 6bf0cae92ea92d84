package org.mosha.engine.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.server.NettyServerCnxnFactory;
import org.apache.zookeeper.server.auth.SASLAuthenticationProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.model.NodeId;
import org.mosha.trust.NodeKeys;
import org.mosha.trust.Protection;
import org.mosha.trust.Secret;
import org.mosha.trust.TlsDirectory;

/** An ensemble as somebody else has set it up, who lets others in as well. */
class ExternalAccessIT {
    @TempDir
    Path directory;

    private List<PeerUnderTest> peers = List.of();

    @AfterEach
    void stop() throws InterruptedException {
        PeerUnderTest.stopAll(peers);
    }

    @Test
    void nodesWithKeysShareWhatTheyWriteAndNoOtherClientReadsIt() throws Exception {
        TlsDirectory made = new TlsDirectory(directory.resolve("tls"));
        made.make(new TreeMap<>(Map.of(new NodeId(1), "127.0.0.1", new NodeId(2), "host2")), 10, Optional.empty());
        NodeKeys server = NodeKeys.read(made.node(new NodeId(1)));
        peers = PeerUnderTest.start(directory, ensembleWithKeys(server), 1);
        ExternalAccess one = ExternalAccess.of(new Protection.Keys(server));
        ExternalAccess two = ExternalAccess.of(new Protection.Keys(NodeKeys.read(made.node(new NodeId(2)))));

        write(one);
        read(two);
        stranger(ExternalAccess.of(new Protection.None()));
    }

    private static Map<String, String> ensembleWithKeys(NodeKeys keys) {
        return Map.of(
                "serverCnxnFactory", NettyServerCnxnFactory.class.getName(),
                "ssl.keyStore.location", keys.keyStore().toString(),
                "ssl.keyStore.passwordPath", keys.passwordFile().toString(),
                "ssl.trustStore.location", keys.trustStore().toString(),
                "ssl.trustStore.passwordPath", keys.passwordFile().toString());
    }

    @Test
    void nodesWithTheSecretShareWhatTheyWriteAndNoOtherClientReadsIt() throws Exception {
        Secret secret = Secret.random();
        MemoryLogins.installed().addServer("ensemble-of-others", secret);
        peers = PeerUnderTest.start(
                directory,
                Map.of(
                        "authProvider.sasl", SASLAuthenticationProvider.class.getName(),
                        "sasl.serverconfig", "ensemble-of-others",
                        "fips-mode", "false"),
                1);
        ExternalAccess access = ExternalAccess.of(new Protection.Shared(secret));

        write(access);
        read(access);
        stranger(ExternalAccess.of(new Protection.None()));
    }

    private void write(ExternalAccess access) throws Exception {
        peers.get(0)
                .session(
                        access.client(),
                        client -> client.create("/mosha", "x".getBytes(UTF_8), access.acl(), CreateMode.PERSISTENT));
    }

    private void read(ExternalAccess access) throws Exception {
        peers.get(0)
                .session(
                        access.client(),
                        client -> assertEquals("x", new String(client.getData("/mosha", false, null), UTF_8)));
    }

    private void stranger(ExternalAccess access) throws Exception {
        ZKClientConfig config = access.client();
        peers.get(0).session(config, client -> {
            assertThrows(KeeperException.NoAuthException.class, () -> client.getData("/mosha", false, null));
            assertThrows(KeeperException.NoAuthException.class, () -> client.setData("/mosha", new byte[0], -1));
        });
    }
}
