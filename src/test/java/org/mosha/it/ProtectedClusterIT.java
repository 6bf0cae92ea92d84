package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.cli.Outcome;
import org.mosha.jmx.BeanNames;
import org.mosha.trust.Authority;
import org.mosha.trust.TrustProblem;

/** Daemons with ZooKeeper peers that take nobody in but each other. */
@Tag(Places.CLUSTER)
class ProtectedClusterIT {
    private static final int NODES = 3;

    @TempDir
    Path dir;

    private ClusterUnderTest cluster;
    private final int[][] ports = new int[NODES][];
    private String nodes;

    private ClusterUnderTest prepare() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < NODES; i++) {
            ports[i] = Ports.free(3);
            all.append(i == 0 ? "" : ",").append(i + 1).append("=127.0.0.1:");
            all.append(ports[i][0]).append(':').append(ports[i][1]).append(':').append(ports[i][2]);
        }
        nodes = all.toString();
        cluster = new ClusterUnderTest(dir, NODES).with("engine", "zookeeper").with("nodes", nodes);
        cluster.node(1).with("mynode", "1");
        cluster.node(1).cltab("web:main:start:respawn:exec sleep 1000");
        cluster.node(1).hactl("web start");
        return cluster;
    }

    @AfterEach
    void stop() throws IOException {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void nodesWithKeysFailOverAndTakeNoNodeOfAnotherAuthority() throws Exception {
        prepare().with("tls.dir", dir.resolve("tls").toString());
        cluster.node(1).ask("tls", "init");
        cluster.start();
        int owner = cluster.awaitOn("web", "start DONE");
        listenOnNothingElse();

        cluster.powerOff(owner);
        // it waits to be let in for some sessions before it says that it is ready
        DaemonUnderTest foreigner = cluster.node(owner)
                .with("tls.dir", foreignKeys(owner).toString())
                .with("session.timeout", "1s");
        foreigner.start();

        List<Integer> others = cluster.others(owner);
        cluster.awaitElsewhere(others, "web", owner);
        assertTrue(foreigner.log().contains("not joined yet"), foreigner.log());
        int[] up = (int[]) cluster.node(others.get(0)).jmx().get(BeanNames.CLUSTER, "UpNodes");
        assertEquals(others, Arrays.stream(up).boxed().toList());
    }

    /** Keys for a node that are as good as its own, but of another authority. */
    private Path foreignKeys(int node) throws TrustProblem, IOException {
        Path foreign = Files.createDirectory(dir.resolve("foreign"));
        Authority.make(foreign.resolve("ca")).issue(foreign.resolve("node" + node), List.of("127.0.0.1"), 10);
        return foreign;
    }

    @Test
    void nodesOfOneMachineMakeTheirSecretAndFailOver() throws Exception {
        Path secret = dir.resolve("secret");
        prepare().with("secret.file", secret.toString()).start();

        int owner = cluster.awaitOn("web", "start DONE");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)));
        listenOnNothingElse();
        cluster.powerOff(owner);
        cluster.awaitElsewhere(cluster.others(owner), "web", owner);
    }

    @Test
    void nodesOfSeveralMachinesDoNotStartWithoutProtection() throws Exception {
        prepare()
                .with("nodes", "1=192.0.2.1,2=192.0.2.2,3=192.0.2.3")
                .with("secret.file", dir.resolve("no-secret").toString());
        Outcome start = cluster.node(1).mosha("start");

        assertEquals(1, start.exitCode());
        assertTrue(start.err().lines().allMatch(line -> line.startsWith("mosha: not started: ")), start.err());
        assertTrue(start.err().contains("mosha tls secret"), start.err());
    }

    private void listenOnNothingElse() throws IOException {
        for (int i = 0; i < NODES; i++) {
            Set<InetSocketAddress> wanted = new HashSet<>();
            for (int port : ports[i]) {
                wanted.add(new InetSocketAddress("127.0.0.1", port));
            }
            Set<InetSocketAddress> found = Listening.of(cluster.node(i + 1).pid());
            assertTrue(wanted.containsAll(found), found.toString());
            assertTrue(found.contains(new InetSocketAddress("127.0.0.1", ports[i][0])), found.toString());
        }
    }
}
