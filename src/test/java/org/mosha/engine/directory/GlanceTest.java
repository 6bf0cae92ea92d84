package org.mosha.engine.directory;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlanceTest {
    @TempDir
    Path dir;

    private final AtomicInteger told = new AtomicInteger();
    private Path nodes;
    private Path file;
    private Glance glance;

    @BeforeEach
    void awaitStillness() throws IOException {
        nodes = Files.createDirectories(dir.resolve("nodes"));
        file = Files.writeString(dir.resolve("hactl"), "web run\n");
        Path claims = Files.createDirectories(dir.resolve("claims"));
        glance = new Glance(nodes, List.of(file, dir.resolve("standby")), claims, told::incrementAndGet);
        assertFalse(glance.isSame(), "nothing was seen before");
        await().until(glance::isSame);
    }

    @Test
    void anEditIsSeen() throws IOException {
        Files.writeString(file, "web stop\n");
        assertFalse(glance.isSame());
    }

    @Test
    void theKernelTellsOfAnEdit() throws IOException {
        assumeTrue(glance.isTold(), "no file system of this kernel's own");
        Files.writeString(file, "web stop\n");
        await().until(() -> told.get() > 0);
        glance.touched();
        assertFalse(glance.isTold(), "what was edited is looked at, and for a while what follows");
        assertFalse(glance.isSame());
        await().until(() -> glance.isSame() && glance.isTold());
    }

    @Test
    void nothingIsToldToWhoRests() throws IOException {
        glance.rest();
        assertFalse(glance.isTold());
        Files.writeString(file, "web stop\n");
        assertFalse(glance.isSame());
        assertEquals(0, told.get());
    }

    @AfterEach
    void close() {
        glance.close();
    }

    @Test
    void aNewFileIsSeen() throws IOException {
        Files.createFile(dir.resolve("standby"));
        assertFalse(glance.isSame());
    }

    @Test
    void aNewNodeIsSeen() throws IOException {
        Files.createDirectory(nodes.resolve("2"));
        assertFalse(glance.isSame());
    }

    @Test
    void aRemovedDirectoryIsSeen() throws IOException {
        Files.delete(nodes);
        assertFalse(glance.isSame());
    }
}
