package org.mosha.engine.zookeeper;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.config.NodeAddress;
import org.mosha.it.SmallDisk;
import org.mosha.model.NodeId;
import org.mosha.node.EngineView;

/** A cluster of which one node's disk becomes full. */
class FullDiskTest {
    @TempDir
    Path dir;

    private final List<Site> sites = new ArrayList<>();
    private final Set<Site> opened = new HashSet<>();
    private SmallDisk disk;

    @BeforeEach
    void mount() throws Exception {
        disk = SmallDisk.mount(dir.resolve("disk"), 12, getClass());
        SortedMap<NodeId, NodeAddress> nodes = Site.addresses(3);
        Files.createDirectories(disk.path().resolve("node"));
        for (int node = 1; node <= 3; node++) {
            Path place = node == 2 ? disk.path().resolve("node") : dir.resolve("node" + node);
            sites.add(new Site(Site.setup(place, nodes, node)));
        }
    }

    @AfterEach
    void stop() throws Exception {
        Site.closeAll(opened);
        PeerUnderTest.forgetProperties();
        if (disk != null) {
            disk.close();
        }
    }

    private Site site(int node) {
        return sites.get(node - 1);
    }

    private void open(Integer... nodes) {
        List<Site> some = Stream.of(nodes).map(this::site).toList();
        opened.addAll(some);
        Site.openAll(some);
    }

    private void edit(int node, String line) throws Exception {
        // so much that a log's page is full at once
        site(node).engine.writeHactl(text -> line + "\n" + ("# " + "x".repeat(78) + "\n").repeat(100));
    }

    @Test
    void itsNodeIsOutAtOnceSaysWhyAndComesBackWhileTheOthersGoOn() throws Exception {
        open(1, 2, 3);
        sites.forEach(site -> site.sees(view -> view.connected() && view.nodes().size() == 3));
        site(2).takes("web", 0);
        site(1).seesOwner("web", 2);

        disk.fill();
        edit(1, "web start");

        String zookeeper = disk.path().resolve("node/zookeeper").toString();
        site(2).sees(view -> !view.connected());
        // it has ended before ZooKeeper could give up, and says what it could not write for a while
        await().until(() -> site(2).views.stream()
                .anyMatch(view -> view.trouble().contains("cannot write " + zookeeper + "/version-2/")));
        assertFalse(site(2).view().nodes().get(new NodeId(2)).up());
        site(2).sees(view -> view.trouble().contains("the disk of " + zookeeper + " is full"));
        site(1).sees(view ->
                view.connected() && !view.nodes().get(new NodeId(2)).up());
        edit(3, "mail start");
        site(1).sees(view -> view.hactl().text().orElse("").contains("mail start"));

        disk.free();

        site(2).sees(view -> view.connected() && view.hactl().text().orElse("").contains("mail start"));
        site(1).sees(view -> view.nodes().get(new NodeId(2)).up());
        // a log that grows while it is read may look as if it went on behind a part of a transaction
        site(2).close();
        assertEquals(
                Optional.empty(),
                CopyCheck.check(disk.path().resolve("node/zookeeper/version-2")).damage());
    }

    @Test
    void aNodeThatIsStartedOnAFullDiskSaysSoAndJoinsWhenThereIsSpace() throws Exception {
        open(1, 2, 3);
        sites.forEach(site -> site.sees(view -> view.connected()));
        site(2).close();
        disk.fill();
        sites.set(
                1,
                new Site(Site.setup(disk.path().resolve("node"), site(1).setup.nodes(), 2)));
        open(2);
        String zookeeper = disk.path().resolve("node/zookeeper").toString();
        site(2).sees(view -> !view.connected() && view.trouble().contains("the disk of " + zookeeper + " is full"));
        site(1).sees(EngineView::connected);
        disk.free();
        site(2).sees(view -> view.connected());
    }

    @Test
    void aNodeThatCannotWriteItsFirstFileIsRefusedAtOnce() throws Exception {
        Files.createDirectories(disk.path().resolve("node/base"));
        disk.fill();
        String said = assertThrows(IOException.class, () -> site(2).open()).getMessage();
        assertTrue(said.contains(disk.path().toString()) && said.contains("No space left on device"), said);
    }
}
