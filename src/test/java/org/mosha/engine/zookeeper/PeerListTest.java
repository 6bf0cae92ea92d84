package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.config.NodeAddress;
import org.mosha.model.NodeId;

/** Which peers one begins with: those that it knew, or those of the settings. */
class PeerListTest {
    private static final NodeAddress ONE = NodeAddress.of("host1");
    private static final NodeAddress TWO = new NodeAddress("fe80:0:0:0:0:0:0:2", 1, 2, 3);
    private static final NodeAddress THREE = NodeAddress.of("host3");

    @TempDir
    Path dir;

    private Path data;

    @BeforeEach
    void makeDirectory() throws IOException {
        data = Files.createDirectories(Site.setup(dir, nodes(ONE), 1).data());
    }

    private static SortedMap<NodeId, NodeAddress> nodes(NodeAddress... addresses) {
        SortedMap<NodeId, NodeAddress> nodes = new TreeMap<>();
        for (int i = 0; i < addresses.length; i++) {
            nodes.put(new NodeId(i + 1), addresses[i]);
        }
        return nodes;
    }

    private PeerList list(int self, NodeAddress... settings) {
        return new PeerList(Site.setup(dir, nodes(settings), self));
    }

    private void keep(String version, NodeAddress... addresses) throws IOException {
        Files.writeString(data.resolve("peer.cfg.dynamic." + version), ServerLines.of(nodes(addresses)));
    }

    private static Properties written(PeerList list) throws IOException {
        Properties all = new Properties();
        Properties given = new Properties();
        given.setProperty("tickTime", "200");
        try (Reader reader = Files.newBufferedReader(list.write(given))) {
            all.load(reader);
        }
        return all;
    }

    @Test
    void aNewPeerBeginsWithTheSettingsAlsoWhenTheyHaveChanged() throws IOException {
        assertEquals(nodes(ONE, TWO), list(1, ONE, TWO).nodes());
        Properties written = written(list(1, ONE, TWO));
        assertEquals("200", written.getProperty("tickTime"));
        Path kept = Path.of(written.getProperty("dynamicConfigFile"));
        assertEquals(data.resolve("peer.cfg.dynamic.0"), kept);
        assertEquals(nodes(ONE, TWO), ServerLines.parse(Files.readString(kept)));
        assertNull(written.getProperty("clientPort"));

        assertEquals(nodes(ONE, TWO, THREE), list(1, ONE, TWO, THREE).nodes());
    }

    @Test
    void theNewestListThatIsKeptSaysWhoVotesAndTheSettingsSayWhere() throws IOException {
        keep("ff", ONE);
        keep("100000002", ONE, TWO, THREE);
        keep("next", THREE);
        NodeAddress moved = NodeAddress.of("moved");

        assertEquals(nodes(ONE, moved, THREE), list(1, ONE, moved).nodes());
        Path kept = Path.of(written(list(1, ONE, moved)).getProperty("dynamicConfigFile"));
        assertEquals(data.resolve("peer.cfg.dynamic.100000002"), kept);
        assertEquals(nodes(ONE, moved, THREE), ServerLines.parse(Files.readString(kept)));
        assertFalse(Files.exists(data.resolve("peer.cfg.dynamic.ff")));
        assertTrue(Files.exists(data.resolve("peer.cfg.dynamic.next")));
    }

    @Test
    void aListThatWasCutOffDoesNotCountAndNothingThatIsRightIsWrittenAnew() throws IOException {
        keep("100000002", ONE, TWO);
        keep("100000003");
        assertEquals(nodes(ONE, TWO), list(1, ONE).nodes());
        written(list(1, ONE, TWO));
        List<Path> files = List.of(data.resolve("peer.cfg.dynamic.100000002"), data.resolve("peer.cfg"));
        FileTime old = FileTime.fromMillis(1_000_000);
        for (Path file : files) {
            Files.setLastModifiedTime(file, old);
        }

        written(list(1, ONE, TWO));
        for (Path file : files) {
            assertEquals(old, Files.getLastModifiedTime(file), file::toString);
        }
    }

    @Test
    void onesOwnAddressIsKnownAlsoToOneThatIsNotOnTheList() throws Exception {
        keep("100000002", ONE, TWO);
        PeerList list = list(3, ONE, TWO, THREE);

        assertEquals(nodes(ONE, TWO), list.nodes());
        assertEquals("2181", written(list).getProperty("clientPort"));
        assertEquals(Map.of(3L, "host3").keySet(), list.own().getAllMembers().keySet());
        assertEquals(-1, list.own().getVersion());
    }
}
