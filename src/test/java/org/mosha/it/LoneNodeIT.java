package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.jmx.BeanNames;
import org.mosha.ledger.LedgerCheck;
import org.mosha.ledger.LedgerFile;

/** A node that knows no other: nobody may take its groups before they are gone, and a full disk does not stop it. */
@Tag(Places.CLUSTER)
class LoneNodeIT {
    private static final Path LEDGER = Path.of("src/test/ledger/ledger.pl").toAbsolutePath();

    @TempDir
    Path dir;

    private ClusterUnderTest cluster() throws Exception {
        ClusterUnderTest cluster = new ClusterUnderTest(dir, 2)
                .withLedger()
                .with("session.timeout", "3s")
                .with("timeout", "6")
                .with("quorum.ratio", "0.5");
        cluster.node(1).cltab("web:web1:start:respawn:exec perl " + LEDGER + " $CLUSTER/ledger");
        cluster.node(1).hactl("web start");
        return cluster;
    }

    private LedgerCheck ledger() throws IOException {
        LedgerCheck check = new LedgerCheck();
        new LedgerFile(dir.resolve("ledger")).news().forEach(check::add);
        return check;
    }

    @Test
    void whenItIsFrozenAsAnotherComesItsGroupsAreGoneBeforeTheyAreTaken() throws Exception {
        try (ClusterUnderTest cluster = cluster().start(List.of(1))) {
            cluster.awaitAt(List.of(1), "web", 1);
            awaitSession(cluster, "6000");
            Processes.signal(cluster.node(1).pid(), "STOP");
            cluster.start(List.of(2));
            cluster.awaitElsewhere(List.of(2), "web", 1);
            ledger().verify();
            Processes.signal(cluster.node(1).pid(), "CONT");
            cluster.awaitAt(List.of(1, 2), "web", 2);
            ledger().verify();
            assertEquals(1, ledger().moves().size());
            awaitSession(cluster, "3000");
        }
    }

    @Test
    void itKeepsItsGroupsOnAFullDiskAndGoesOnWhenThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(dir.resolve("mfs"), 1, LoneNodeIT.class);
                ClusterUnderTest cluster = cluster().start(List.of(1))) {
            cluster.awaitAt(List.of(1), "web", 1);
            awaitSession(cluster, "6000");
            Await.until("it notices that the disk is full", () -> {
                disk.fill();
                return cluster.node(1).log().contains("No space left on device");
            });
            Await.until(
                    "JMX says that the disk is full",
                    () -> cluster.node(1)
                            .jmx()
                            .get(BeanNames.CLUSTER, "EngineConnected")
                            .equals(false));
            long full = System.nanoTime();
            // longer than the lease would be without looking
            Await.until("it is full for longer than a lease", () -> System.nanoTime() - full > 7_000_000_000L);
            disk.free();
            Await.until(
                    "it works again",
                    () -> cluster.node(1)
                            .jmx()
                            .get(BeanNames.CLUSTER, "EngineConnected")
                            .equals(true));
            assertEquals(1, ledger().starts("web"));
            cluster.node(1).hactl("web stop");
            cluster.awaitNowhere(List.of(1), "web");
        }
    }

    @Test
    void whenItsFilesystemIsUnmountedItDoesNotTakeTheEmptyDirectoryForBeingAlone() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(dir.resolve("mfs"), 1, LoneNodeIT.class);
                ClusterUnderTest cluster = cluster().start(List.of(1))) {
            cluster.awaitAt(List.of(1), "web", 1);
            awaitSession(cluster, "6000");
            disk.unmount();
            cluster.node(1).awaitLog("everything that it runs is killed");
            Await.until(
                    "nothing of it runs",
                    () -> ledger().runs().get("web").stream().noneMatch(run -> Processes.isAlive(run.pid())));
            try (Stream<Path> written = Files.list(disk.path())) {
                assertEquals(List.of(), written.toList());
            }
        }
    }

    private static void awaitSession(ClusterUnderTest cluster, String millis) {
        Path mark = cluster.node(1).base().resolve("mosha.node");
        Await.until(
                "node 1 says " + millis + " ms", () -> Files.readString(mark).contains("sessionMillis=" + millis));
    }
}
