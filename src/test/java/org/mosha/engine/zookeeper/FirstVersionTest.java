package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.config.NodeAddress;
import org.mosha.model.NodeId;

/** Nodes that begin with the same files, which are edited before all of them know the first version. */
class FirstVersionTest {
    private static final String FIRST = "the first\n";
    private static final String EDITED = "the edited\n";

    @TempDir
    Path dir;

    private SortedMap<NodeId, NodeAddress> addresses;

    @BeforeEach
    void choose() throws IOException {
        addresses = Site.addresses(1);
    }

    private Site peer(String hactl) throws IOException {
        return begun(new Site(Site.setup(dir.resolve("node1"), addresses, 1)), hactl);
    }

    private Site other(int node, String hactl) throws IOException {
        int port = addresses.get(new NodeId(1)).clientPort();
        Optional<String> connect = Optional.of("127.0.0.1:" + port);
        return begun(
                new Site(Site.setup(dir.resolve("node" + node), new TreeMap<>(), connect, node, Site.SESSION)), hactl);
    }

    private static Site begun(Site site, String hactl) throws IOException {
        if (!hactl.isEmpty()) {
            site.write("hactl", hactl);
        }
        return site;
    }

    /** Opens a node that reaches nobody, and edits its hactl when it has begun. */
    private static FutureTask<Site> openAndEdit(Site site, String hactl) throws Exception {
        // what an earlier life has left is gone when it has begun
        site.write("clstat", "");
        FutureTask<Site> opening = new FutureTask<>(site::open);
        new Thread(opening, "opens").start();
        Awaitility.await().atMost(Site.PATIENCE).until(() -> !Files.exists(site.file("clstat")));
        site.write("hactl", hactl);
        return opening;
    }

    private static void awaitEdited(Site... sites) {
        for (Site site : sites) {
            Path hactl = site.file("hactl");
            Awaitility.await()
                    .atMost(Site.PATIENCE)
                    .until(() -> Files.exists(hactl) && Files.readString(hactl).equals(EDITED));
        }
    }

    private static List<Path> refused(Site site) throws IOException {
        try (Stream<Path> files = Files.list(site.setup.base())) {
            return files.filter(file -> file.toString().contains("refused")).toList();
        }
    }

    @Test
    void anEditOfWhatIsTheFirstVersionIsTheNextOneAlsoOnANodeThatHasNotSeenIt() throws Exception {
        try (Site one = peer(FIRST).open()) {
            Awaitility.await()
                    .atMost(Site.PATIENCE)
                    .until(() -> one.engine.configLog(9).size() == 1);
        }
        try (Site two = other(2, FIRST)) {
            FutureTask<Site> opening = openAndEdit(two, EDITED);
            try (Site one = peer("").open()) {
                awaitEdited(one, two);
                opening.get();
                assertEquals(List.of(), refused(two));
                assertEquals(2, one.engine.configLog(9).size());
            }
        }
    }

    @Test
    void whatANodeHasBegunWithIsAVersionBeforeItsFirstEditIs() throws Exception {
        try (Site two = other(2, FIRST);
                Site three = other(3, FIRST)) {
            FutureTask<Site> opening = openAndEdit(two, EDITED);
            try (Site one = peer("").open()) {
                awaitEdited(one, two);
                opening.get();
                assertTrue(one.engine.configShow(1).contains(FIRST));
                assertTrue(one.engine.configShow(2).contains(EDITED));
                three.open();
                awaitEdited(three);
                assertEquals(List.of(), refused(three));
            }
        }
    }

    @Test
    void thereIsNoWayBackToAVersionThatLacksAFile() throws Exception {
        try (Site one = peer(FIRST).open()) {
            Awaitility.await()
                    .atMost(Site.PATIENCE)
                    .until(() -> one.engine.configLog(9).size() == 1);
            assertEquals(2, one.engine.configRevert(1));
            one.write("cltab", FIRST);
            Awaitility.await()
                    .atMost(Site.PATIENCE)
                    .until(() -> one.engine.configLog(9).size() == 3);
            String sentence = assertThrows(IOException.class, () -> one.engine.configRevert(1))
                    .getMessage();
            assertEquals("version 1 has no cltab yet: expected one that has both files", sentence);
            assertEquals(3, one.engine.configLog(9).size());
            assertEquals(4, one.engine.configRevert(3));
        }
    }

    @Test
    void anOrderComesAfterWhatLiesThere() throws Exception {
        try (Site one = peer(FIRST).open()) {
            one.engine.writeHactl(text -> text.replace(FIRST, EDITED));
            awaitEdited(one);
            assertEquals(List.of(), refused(one));
            assertTrue(one.engine.configShow(1).contains(FIRST));
            assertEquals(2, one.engine.configLog(9).size());
        }
    }
}
