package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.node.ClusterEngine;
import org.mosha.node.EngineView;

/** A node that is told to stop while it waits for the others. */
class GivenUpTest {
    @TempDir
    Path dir;

    @AfterEach
    void forget() {
        PeerUnderTest.forgetProperties();
    }

    /** Nobody wants it any more. */
    private static final class Unwanted implements ClusterEngine.Listener {
        @Override
        public void changed(EngineView view) {}

        @Override
        public boolean isGivenUp() {
            return true;
        }
    }

    @Test
    void itDoesNotJoinAnyMore() throws Exception {
        try (Site lone = new Site(Site.setup(dir, Site.addresses(3), 1))) {
            IOException e = assertThrows(IOException.class, () -> lone.engine.open(new Unwanted()));
            assertTrue(e.getMessage().startsWith("it has not joined the cluster yet: "), e.getMessage());
        }
    }
}
