package org.mosha.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalIT {
    @TempDir
    private Path varDir;

    @Test
    void startsRealProcessesAndLeavesNothingBehind() throws IOException, InterruptedException {
        try (Rehearsal rehearsal = new Rehearsal("life", varDir, Optional.empty())) {
            assertEquals(7, rehearsal.rehearse(7, Duration.ZERO));
        }
        assertArrayEquals(new String[0], varDir.toFile().list());
    }

    @Test
    void oneThatIsClosedEnds() throws IOException, InterruptedException {
        Rehearsal rehearsal = new Rehearsal("life", varDir, Optional.empty());
        rehearsal.close();
        assertEquals(1, rehearsal.rehearse(7, Duration.ofMinutes(5)));
    }
}
