package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
    @TempDir
    Path dir;

    @Test
    void theNextDaemonOfTheSameDirectoryHasTheSameName() throws Exception {
        assertEquals(Machine.name(dir), Machine.name(dir));
    }

    /** As when a container was copied with all that is in it, and both run. */
    @Test
    void aCopyOfTheDirectoryHasAnotherNameInTheSameBootToo() throws Exception {
        String name = Machine.name(dir);
        Path copy = Files.createDirectory(dir.resolve("copy"));
        Files.copy(dir.resolve("machine"), copy.resolve("machine"), StandardCopyOption.COPY_ATTRIBUTES);
        assertNotEquals(name, Machine.name(copy));
    }
}
