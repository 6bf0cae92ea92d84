package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.zookeeper.server.quorum.flexible.QuorumMaj;
import org.apache.zookeeper.server.quorum.flexible.QuorumVerifier;
import org.junit.jupiter.api.Test;
import org.mosha.config.NodeAddress;
import org.mosha.model.NodeId;

/** ZooKeeper's spelling of the peers. */
class ServerLinesTest {
    private static final TreeMap<NodeId, NodeAddress> NODES = new TreeMap<>(Map.of(
            new NodeId(1), NodeAddress.of("host1"),
            new NodeId(2), new NodeAddress("::1", 11, 12, 13),
            new NodeId(30), new NodeAddress("127.0.0.1", 21, 22, 23)));

    @Test
    void whatZooKeeperSaysIsWhatItWasTold() throws Exception {
        Properties told = new Properties();
        for (String line : ServerLines.of(NODES).lines().toList()) {
            List<String> words = List.of(line.split("=", 2));
            told.setProperty(words.get(0), words.get(1));
        }
        QuorumVerifier said = new QuorumMaj(told);
        said.setVersion(0x1_0000_00afL);

        TreeMap<NodeId, NodeAddress> alike = new TreeMap<>(NODES);
        alike.replaceAll((node, address) -> ServerLines.alike(address));
        assertEquals(new NodeAddress("0:0:0:0:0:0:0:1", 11, 12, 13), alike.get(new NodeId(2)));
        assertEquals(alike, ServerLines.parse(said.toString()));
        assertEquals(alike, ServerLines.parse(ServerLines.of(NODES)));
        assertEquals(Optional.of(0x1_0000_00afL), ServerLines.version(said.toString()));
    }

    @Test
    void otherLinesArePassedOver() {
        assertEquals(
                Map.of(new NodeId(1), NodeAddress.of("host1")),
                ServerLines.parse("group.1=1:2\nserver.1=host1:2888:3888:observer;0.0.0.0:2181\nserver.x=host2\n"));
        assertEquals(Optional.empty(), ServerLines.version("server.1=host1:2888:3888;2181"));
    }

    @Test
    void theSettingIsSpelledAsPeopleDo() {
        assertEquals("1=host1,2=[::1]:11:12:13,30=127.0.0.1:21:22:23", ServerLines.asSetting(NODES));
    }
}
