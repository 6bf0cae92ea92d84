package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.model.NodeId;

/** A node that is none of the cluster's any more, and has lost its session before it could leave. */
class PastLifeTest {
    private static final NodeId REMOVED = new NodeId(3);

    @TempDir
    Path dir;

    @Test
    void itIsSeenAsLongAsSomethingOfItMayRunOrIsClaimed() throws Exception {
        try (TwoNodes nodes = new TwoNodes(dir, new NodeId(1), REMOVED)) {
            BareNode watcher = nodes.one;
            nodes.other.beat();
            assertTrue(watcher.looksAt(REMOVED).up());
            assertTrue(
                    watcher.end(REMOVED, watcher.version(Znodes.BEATS, REMOVED)).isDone());
            assertFalse(watcher.looksAt(REMOVED).life().provenGone());

            watcher.pass(BareNode.TIMES.silence().toNanos());
            watcher.sightings.look(List.of(REMOVED));
            assertTrue(watcher.sightings
                    .others(watcher.clock.nanos())
                    .get(REMOVED)
                    .life()
                    .provenGone());
            assertNull(watcher.looksAt(REMOVED));
        }
    }
}
