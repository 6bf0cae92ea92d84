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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosha.config.NodeAddress;
import org.mosha.model.NodeId;

/** Nodes that are added to a cluster, and removed from it, while the others go on. */
class NodeChangesTest {
    @TempDir
    Path dir;

    private final Map<Integer, Site> sites = new TreeMap<>();
    private SortedMap<NodeId, NodeAddress> addresses;

    @BeforeEach
    void choosePorts() throws IOException {
        addresses = Site.addresses(4);
    }

    @AfterEach
    void stopAll() {
        Site.closeAll(sites.values());
        PeerUnderTest.forgetProperties();
    }

    /** Starts some nodes, whose settings name the nodes up to a number. */
    private void start(int known, Integer... nodes) {
        start(addresses.headMap(new NodeId(known + 1)), nodes);
    }

    /** Starts a node whose settings name these nodes. */
    private void startKnowing(int node, Integer... known) {
        SortedMap<NodeId, NodeAddress> list = new TreeMap<>(addresses);
        list.keySet().retainAll(Stream.of(known).map(NodeId::new).toList());
        start(list, node);
    }

    private void start(SortedMap<NodeId, NodeAddress> list, Integer... nodes) {
        List<Site> started = new ArrayList<>();
        for (int node : nodes) {
            Site site = new Site(Site.setup(dir.resolve("node" + node), new TreeMap<>(list), node));
            sites.put(node, site);
            started.add(site);
        }
        Site.openAll(started);
    }

    private void stop(int node) {
        sites.remove(node).close();
    }

    private Site site(int node) {
        return sites.get(node);
    }

    private void add(int asked, int node) {
        await().until(() -> warns(asked, "node " + node + " waits to be added"));
        persist("is one of the cluster's nodes already", () -> {
            site(asked).engine.addNode(new NodeId(node), Optional.empty());
            return true;
        });
    }

    /**
     * Asks until there is an answer: while a busy machine has a node out of touch, what is right at other times is refused.
     *
     * @param done what is said when an order before was carried out, and its answer lost
     */
    private static boolean persist(String done, Callable<Boolean> order) {
        return await().until(() -> answer(done, order), Optional::isPresent).orElseThrow();
    }

    private static Optional<Boolean> answer(String done, Callable<Boolean> order) throws Exception {
        try {
            return Optional.of(order.call());
        } catch (IOException e) {
            return Optional.of(true).filter(yes -> e.getMessage().contains(done));
        }
    }

    private boolean warns(int node, String part) {
        return site(node).view().warnings().stream().anyMatch(line -> line.contains(part));
    }

    private boolean remove(int asked, int node) throws IOException {
        return site(asked).engine.removeNode(new NodeId(node));
    }

    private boolean removed(int asked, int node) {
        return persist("no node " + node + " in the cluster", () -> remove(asked, node));
    }

    private void isRemoved(int asked, int node) {
        assertTrue(removed(asked, node));
    }

    private void isHalted(int asked, int node) {
        assertFalse(removed(asked, node));
    }

    private void isDown(int asked, int node) {
        site(asked).sees(view -> !view.nodes().get(new NodeId(node)).up());
    }

    /** Waits until each of the nodes sees that these are up, and no others are there. */
    private void seen(Integer... nodes) {
        for (int node : nodes) {
            site(node)
                    .sees(view -> view.connected()
                            && view.nodes().keySet().stream()
                                    .map(NodeId::value)
                                    .toList()
                                    .equals(List.of(nodes))
                            && view.nodes().values().stream().allMatch(seen -> seen.up()));
        }
    }

    private void isOutside(int node) {
        String begin = "node " + node + " is not one of the cluster's nodes [";
        String end = "]: 'mosha node add " + node + "' on one of them adds it";
        site(node)
                .sees(view -> !view.connected()
                        && view.trouble().startsWith(begin)
                        && view.trouble().endsWith(end));
    }

    private static void refused(String part, Executable order) {
        // while a node is out of touch, it may be refused for another reason
        await().until(() -> assertThrows(IOException.class, order).getMessage(), sentence -> sentence.contains(part));
    }

    /** Has a node take a claim, and waits until all know it. */
    private long claim(int node, String group) {
        return site(node).takes(group, 0);
    }

    @Test
    void aClusterGrowsFromOneNodeAndKeepsItsClaims() throws Exception {
        start(1, 1);
        seen(1);
        long epoch = claim(1, "web");

        start(2, 2);
        isOutside(2);
        add(1, 2);
        seen(1, 2);
        start(3, 3);
        add(2, 3);
        seen(1, 2, 3);
        start(4, 4);
        add(1, 4);
        seen(1, 2, 3, 4);

        assertEquals(epoch, site(4).seesOwner("web", 1));
        stop(2);
        assertEquals(1, claim(4, "db"));
        assertEquals(epoch, site(4).seesOwner("web", 1));
    }

    /** Its settings know of no other node, but whoever leads the cluster calls it. */
    @ParameterizedTest
    @CsvSource({"1, 2, 3", "3, 2, 1"})
    void oneThatTheClusterBeganWithBeginsNoSecondOneWhenItHasLostEverything(int first, int second, int third)
            throws Exception {
        startKnowing(first, first);
        seen(first);
        startKnowing(second, first, second);
        add(first, second);
        startKnowing(third, first, second, third);
        add(first, third);
        seen(1, 2, 3);
        long epoch = claim(second, "web");

        stop(first);
        FileUtils.deleteDirectory(dir.resolve("node" + first).toFile());
        startKnowing(first, first);

        seen(1, 2, 3);
        assertEquals(epoch, site(first).seesOwner("web", second));
        await().until(() -> warns(first, "in the settings is not what the cluster has: make it nodes="));
    }

    @Test
    void aNodeIsRemovedWhenItHasHaltedItsGroupsAndComesBackWhenItIsAdded() throws Exception {
        start(3, 1, 2, 3);
        seen(1, 2, 3);
        // the leader as well as the others
        for (int node : List.of(3, 1, 2)) {
            int other = node == 2 ? 3 : 2;
            long kept = claim(other, "kept-" + node);
            long epoch = claim(node, "web");
            isHalted(other, node);
            site(node).sees(view -> view.order().isPresent());
            site(node).givesBack("web", epoch);
            site(other).seesFree("web");
            isRemoved(other, node);
            isOutside(node);
            assertEquals(OptionalInt.of(2), site(other).engine.remaining());
            site(other).sees(view -> !view.nodes().containsKey(new NodeId(node)));
            refused("no node " + node + " in the cluster", () -> remove(other, node));
            refused("is not one of the cluster's nodes", () -> remove(node, other));

            // what it knows at its next start as well
            stop(node);
            start(3, node);
            isOutside(node);
            add(other, node);
            seen(1, 2, 3);
            assertEquals(OptionalInt.empty(), site(other).engine.remaining());
            site(node).sees(view -> view.order().isEmpty());
            assertEquals(kept, site(node).seesOwner("kept-" + node, other));
            site(other).givesBack("kept-" + node, kept);
        }
        List<String> log = site(1).engine.configLog(20);
        assertEquals(List.of(), log);
    }

    @Test
    void aNodeThatIsDownIsRemovedAndItsDiskMayBeNew() throws Exception {
        start(4, 1, 2, 3, 4);
        seen(1, 2, 3, 4);
        // one with a low number, to which the others connect
        stop(1);
        isRemoved(2, 1);
        seen(2, 3, 4);
        FileUtils.deleteDirectory(dir.resolve("node1").toFile());
        start(4, 1);
        isOutside(1);
        add(3, 1);
        seen(1, 2, 3, 4);
    }

    @Test
    void twoNodesBecomeOneAndTheLastOneStays() throws Exception {
        start(2, 1, 2);
        seen(1, 2);
        isRemoved(2, 2);
        isOutside(2);
        seen(1);
        assertEquals(OptionalInt.of(1), site(1).engine.remaining());
        claim(1, "web");
        refused("node 1 is the only one of its cluster", () -> remove(1, 1));
        stop(2);
        stop(1);
        start(2, 1);
        seen(1);
        assertEquals(OptionalInt.empty(), site(1).engine.remaining());
    }

    @Test
    void anOperatorBeginsAnewWithOneWhenTheOthersAreLostForGood() throws Exception {
        start(2, 1, 2);
        seen(1, 2);
        stop(2);
        stop(1);
        Path data = Site.setup(dir.resolve("node1"), addresses, 1).data();
        try (Stream<Path> files = Files.list(data)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("peer.cfg"))
                    .toList()) {
                Files.delete(file);
            }
        }
        start(1, 1);
        seen(1);
        start(2, 2);
        isOutside(2);
    }

    @Test
    void aNodeThatBeganAloneAndLostItsDiskBeginsNoSecondCluster() throws Exception {
        start(1, 1);
        seen(1);
        start(2, 2);
        add(1, 2);
        start(3, 3);
        add(1, 3);
        seen(1, 2, 3);
        stop(1);
        // peers that still elect a leader look for the lost one, and it would learn of them
        site(2).engine.standby(false, false);
        FileUtils.deleteDirectory(
                Site.setup(dir.resolve("node1"), addresses, 1).data().toFile());
        stop(2);
        stop(3);

        start(1, 1);
        site(1).sees(view -> !view.connected() && view.trouble().contains("put nodes=1=127.0.0.1:"));
        start(3, 2, 3);
        seen(1, 2, 3);
    }

    @Test
    void whatCannotBeIsRefused() throws Exception {
        start(3, 1, 2, 3);
        seen(1, 2, 3);
        refused(
                "node 2 is one of the cluster's nodes already",
                () -> site(1).engine.addNode(new NodeId(2), Optional.empty()));
        refused(
                "node 4 is not there: start its daemon first",
                () -> site(1).engine.addNode(new NodeId(4), Optional.empty()));
        refused("no node 4 in the cluster", () -> remove(1, 4));
        start(4, 4);
        await().until(() -> warns(1, "node 4 waits to be added"));
        refused(
                "node 4 is at 127.0.0.1:",
                () -> site(1).engine.addNode(new NodeId(4), Optional.of(NodeAddress.of("elsewhere"))));
        stop(4);
        stop(1);
        isDown(3, 1);
        refused("would leave no majority", () -> remove(3, 2));
        assertFalse(site(2).view().order().isPresent());

        // one that has halted before it cannot be removed
        start(3, 1);
        seen(1, 2, 3);
        claim(2, "web");
        isHalted(3, 2);
        stop(1);
        isDown(3, 1);
        refused("node 2 stays halted: remove it again, or resume it", () -> remove(3, 2));
    }
}
