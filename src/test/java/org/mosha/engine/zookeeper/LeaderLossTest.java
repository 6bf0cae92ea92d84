package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.config.NodeAddress;
import org.mosha.model.NodeId;
import org.mosha.node.EngineView;
import org.mosha.node.Sighting;

/** What the other nodes notice when the peer that leads them is gone. */
class LeaderLossTest {
    /** Long, as a busy machine may need many seconds for an election. */
    private static final Duration SESSION = Duration.ofSeconds(30);

    @TempDir
    Path dir;

    private Site site(SortedMap<NodeId, NodeAddress> addresses, int node) {
        return new Site(Site.setup(dir.resolve("node" + node), addresses, Optional.empty(), node, SESSION));
    }

    @Test
    void theOthersAreNotInDoubtWhileTheyElectAnotherOne() throws Exception {
        SortedMap<NodeId, NodeAddress> addresses = Site.addresses(3);
        try (Site one = site(addresses, 1);
                Site two = site(addresses, 2);
                Site three = site(addresses, 3)) {
            Site.openAll(List.of(one, two, three));
            for (Site site : List.of(one, two, three)) {
                site.sees(v -> v.connected() && v.nodes().values().stream().allMatch(Sighting::up));
            }
            // of nodes that come up together the one with the largest number leads
            int[] known = {one.views.size(), two.views.size()};
            three.fallSilent();
            three.engine.close();
            for (Site site : List.of(one, two)) {
                site.sees(v -> !v.nodes().get(three.id).up());
                long heard = site.engine.heard().atNanos();
                Awaitility.await()
                        .atMost(Site.PATIENCE)
                        .until(() -> site.engine.heard().atNanos() - heard > 0);
            }
            assertTrue(one.views.size() > known[0]);
            assertEquals(List.of(), doubts(one, known[0]));
            assertEquals(List.of(), doubts(two, known[1]));
        }
    }

    private static List<String> doubts(Site site, int since) {
        return site.views.subList(since, site.views.size()).stream()
                .filter(view -> !view.connected())
                .map(EngineView::trouble)
                .toList();
    }
}
