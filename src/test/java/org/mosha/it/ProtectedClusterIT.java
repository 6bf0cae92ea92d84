package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.cli.Outcome;
import org.mosha.jmx.BeanNames;
import org.mosha.ledger.LedgerCheck;
import org.mosha.ledger.LedgerFile;
import org.mosha.trust.Authority;
import org.mosha.trust.TrustProblem;

/** Daemons with ZooKeeper peers that take nobody in but each other. */
@Tag(Places.CLUSTER)
class ProtectedClusterIT {
    private static final int NODES = 3;
    private static final int LATER = NODES + 1;
    private static final List<Integer> FIRST = List.of(1, 2, 3);
    private static final Path LEDGER = Path.of("src/test/ledger/ledger.pl").toAbsolutePath();

    @TempDir
    Path dir;

    private ClusterUnderTest cluster;
    private final int[][] ports = new int[LATER][];

    /** Nodes that know each other, and one more that knows them, but is not one of them yet. */
    private ClusterUnderTest prepare() throws IOException {
        cluster = new ClusterUnderTest(dir, LATER).withLedger().with("engine", "zookeeper");
        StringJoiner all = new StringJoiner(",");
        for (int i = 0; i < LATER; i++) {
            ports[i] = Ports.free(3);
            all.add(i + 1 + "=127.0.0.1:" + ports[i][0] + ":" + ports[i][1] + ":" + ports[i][2]);
            if (i < LATER - 1) {
                cluster.with("nodes", all.toString());
            }
        }
        cluster.node(LATER).with("nodes", all.toString());
        cluster.node(1).with("mynode", "1");
        String ledger = ":start:respawn:exec perl " + LEDGER + " $CLUSTER/ledger";
        cluster.node(1).cltab("web:main" + ledger, "mail:post" + ledger);
        cluster.node(1).hactl("web start", "mail stop");
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
        cluster.start(FIRST);
        int owner = cluster.awaitOn(FIRST, "web", "start DONE");
        listenOnNothingElse();
        addAndRemoveOne(owner);

        cluster.powerOff(owner);
        // it waits to be let in for some sessions before it says that it is ready
        DaemonUnderTest foreigner = cluster.node(owner)
                .with("tls.dir", foreignKeys(owner).toString())
                .with("session.timeout", "1s");
        Outcome start = foreigner.mosha("start");
        assertEquals(0, start.exitCode(), start.err());
        assertTrue(start.err().contains("mosha: waiting to join the cluster: nothing yet of nodes "), start.err());
        assertTrue(start.err().contains("mosha: this node does not reach its cluster at present\n"), start.err());

        List<Integer> others = others(owner);
        cluster.awaitElsewhere(others, "web", owner);
        assertTrue(foreigner.log().contains("not joined yet"), foreigner.log());
        assertEquals(others, upNodes(others.get(0)));
        String refused = "127.0.0.1: refused at this node's peer, as the two do not know each other by their keys: ";
        Await.until(
                "it is told who was refused",
                () -> cluster.node(others.get(0)).log().contains(refused)
                        && cluster.node(others.get(1)).log().contains(refused));
    }

    private List<Integer> upNodes(int observer) throws Exception {
        int[] up = (int[]) cluster.node(observer).jmx().get(BeanNames.CLUSTER, "UpNodes");
        return Arrays.stream(up).boxed().toList();
    }

    /** As the README says it; the group that runs all the time notices nothing. */
    private void addAndRemoveOne(int owner) throws Exception {
        cluster.node(1).ask("tls", "add", "" + LATER, "127.0.0.1");
        cluster.start(List.of(LATER));
        cluster.node(LATER).awaitLog("node " + LATER + " is not one of the cluster's nodes");
        cluster.node(owner).ask("node", "add", "" + LATER);
        cluster.awaitAt(List.of(LATER), "web", owner);
        for (int node : FIRST) {
            // before, they would take what it is to have
            Await.until("node " + node + " sees it", () -> upNodes(node).contains(LATER));
        }
        cluster.node(LATER).hactl("web start", "mail start prefer=" + LATER);
        cluster.awaitAt(cluster.numbers(), "mail", LATER);

        cluster.node(LATER).ask("node", "remove", "" + LATER);
        cluster.node(LATER).ask("stop");
        cluster.awaitElsewhere(FIRST, "mail", LATER);
        cluster.awaitAt(FIRST, "web", owner);
        LedgerCheck ledger = ledger();
        assertEquals(List.of(1, 2), List.of(ledger.starts("web"), ledger.starts("mail")));
        ledger.verify();
    }

    private LedgerCheck ledger() throws IOException {
        LedgerCheck check = new LedgerCheck();
        new LedgerFile(dir.resolve("ledger")).news().forEach(check::add);
        return check;
    }

    private static List<Integer> others(int node) {
        return FIRST.stream().filter(n -> n != node).toList();
    }

    /** Keys for a node that are as good as its own, but of another authority. */
    private Path foreignKeys(int node) throws TrustProblem, IOException {
        Path foreign = Files.createDirectory(dir.resolve("foreign"));
        Authority.make(foreign.resolve("ca")).issue(foreign.resolve("node" + node), List.of("127.0.0.1"), 10);
        return foreign;
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
