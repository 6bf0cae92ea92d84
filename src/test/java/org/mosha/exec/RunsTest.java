package org.mosha.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.model.RunId;

/** Which runs are known, and for how long. */
class RunsTest {
    private static final int MOST_LINGERING = 4096;
    private static final RunId FIRST = new RunId(1);

    @TempDir
    Path dir;

    private Runs runs;

    @BeforeEach
    void open() throws IOException {
        runs = new Runs(new Marks("test", "life"), new RunRecords(dir));
    }

    @AfterEach
    void close() throws IOException {
        runs.close();
    }

    private Run lingers(RunId id) {
        Run run = runs.recall(id);
        runs.linger(run);
        return run;
    }

    @Test
    void aRunOfWhichSomethingLivesOnIsKnownUntilThatIsGone() {
        Run first = lingers(FIRST);
        assertSame(first, runs.find(FIRST).orElseThrow());
        runs.gone(first);
        assertEquals(Optional.empty(), runs.find(FIRST));
        assertTrue(runs.forgotten(FIRST).hasEnded());
    }

    @Test
    void ofTooManyTheOldestIsForgotten() {
        lingers(FIRST);
        for (int i = 2; i <= MOST_LINGERING; i++) {
            lingers(new RunId(i));
        }
        assertTrue(runs.find(FIRST).isPresent());
        lingers(new RunId(MOST_LINGERING + 1));
        assertEquals(Optional.empty(), runs.find(FIRST));
        assertEquals(MOST_LINGERING, runs.all().size());
    }
}
