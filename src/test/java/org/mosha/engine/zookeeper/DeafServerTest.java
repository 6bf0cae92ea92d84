package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.config.NodeAddress;
import org.mosha.model.NodeId;
import org.mosha.node.EngineView;

/** A node of an external ensemble whose server falls silent, as one does whose host has lost its power. */
class DeafServerTest {
    /** Long, as a busy machine may stand still for some seconds: the node is in doubt after 65 hundredths of it. */
    private static final Duration SESSION = Duration.ofSeconds(10);

    @TempDir
    Path dir;

    @Test
    void itGoesToAnotherServerBeforeItIsInDoubt() throws Exception {
        SortedMap<NodeId, NodeAddress> addresses = Site.addresses(1);
        try (Site far = new Site(Site.setup(dir.resolve("far"), addresses, Optional.empty(), 1, SESSION))) {
            far.write("cltab", "the cltab\n");
            far.write("hactl", "the hactl\n");
            far.open();
            far.sees(EngineView::connected);
            Awaitility.await()
                    .atMost(Site.PATIENCE)
                    .until(() -> far.engine.configLog(9).size() == 2);
            int port = addresses.get(far.id).clientPort();
            try (Cable one = new Cable(port);
                    Cable two = new Cable(port)) {
                String both = "127.0.0.1:" + one.entrance() + ",127.0.0.1:" + two.entrance();
                try (Site near =
                        new Site(Site.setup(dir.resolve("near"), new TreeMap<>(), Optional.of(both), 2, SESSION))) {
                    near.open();
                    near.sees(EngineView::connected);
                    int before = near.views.size();

                    one.swallow();
                    assertEquals(2, near.engine.configLog(9).size());
                    // wherever it was connected, now it is by the other one
                    two.swallow();
                    one.mend();
                    assertEquals(2, near.engine.configLog(9).size());

                    List<EngineView> since = near.views.stream().skip(before).toList();
                    assertTrue(since.stream().allMatch(EngineView::connected), since::toString);
                }
            }
        }
    }
}
