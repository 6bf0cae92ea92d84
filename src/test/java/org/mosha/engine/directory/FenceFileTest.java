package org.mosha.engine.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.cluster.FenceResult;
import org.mosha.cluster.FenceWord;
import org.mosha.model.NodeId;

class FenceFileTest {
    @TempDir
    private Path dir;

    private FenceFile.Said write(FenceResult result, long heartbeat) throws IOException {
        FenceWord word = new FenceWord("life", new NodeId(1), "x", result, "");
        FenceFile.write(dir.resolve("f"), word, Optional.of(mark("life", heartbeat)), Instant.EPOCH);
        return FenceFile.parse(Files.readString(dir.resolve("f"))).orElseThrow();
    }

    private static NodeMark mark(String life, long heartbeat) {
        return new NodeMark("h", 1, life, heartbeat, Duration.ZERO, false, Optional.empty(), Duration.ZERO);
    }

    @Test
    void thatALifeIsOffStaysUntilItHasSaidSomethingMore() throws IOException {
        assertEquals(
                FenceResult.CONFIRMED, write(FenceResult.CONFIRMED, 5).word().result());
        FenceFile.Said kept = write(FenceResult.FAILED, 5);
        assertEquals(FenceResult.CONFIRMED, kept.word().result());
        assertEquals(5, kept.heartbeat());
        assertEquals(FenceResult.UNKNOWN, write(FenceResult.UNKNOWN, 6).word().result());
    }

    @Test
    void itHoldsOfThatLifeOnly() throws IOException {
        FenceFile.Said off = write(FenceResult.CONFIRMED, 5);
        assertTrue(off.holdsOf(mark("life", 5)));
        assertFalse(off.holdsOf(mark("life", 6)));
        assertFalse(off.holdsOf(mark("another", 5)));
        FenceFile.Said begun = write(FenceResult.UNKNOWN, 6);
        assertTrue(begun.holdsOf(mark("life", 7)));
    }

    @Test
    void aLifeTakesBackOnlyThatItIsOffItself() throws IOException {
        write(FenceResult.UNKNOWN, 5);
        FenceFile.refute(dir.resolve("f"), "life");
        assertTrue(Files.exists(dir.resolve("f")));
        write(FenceResult.CONFIRMED, 5);
        FenceFile.refute(dir.resolve("f"), "another");
        assertTrue(Files.exists(dir.resolve("f")));
        FenceFile.refute(dir.resolve("f"), "life");
        assertFalse(Files.exists(dir.resolve("f")));
        FenceFile.refute(dir.resolve("f"), "life");
    }
}
