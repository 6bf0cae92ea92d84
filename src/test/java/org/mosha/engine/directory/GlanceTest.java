package org.mosha.engine.directory;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlanceTest {
    @TempDir
    Path dir;

    private Path nodes;
    private Path file;
    private Glance glance;

    @BeforeEach
    void awaitStillness() throws IOException {
        nodes = Files.createDirectories(dir.resolve("nodes"));
        file = Files.writeString(dir.resolve("hactl"), "web run\n");
        glance = new Glance(nodes, List.of(file, dir.resolve("standby")));
        assertFalse(glance.isSame(), "nothing was seen before");
        await().until(glance::isSame);
    }

    @Test
    void anEditIsSeen() throws IOException {
        Files.writeString(file, "web stop\n");
        assertFalse(glance.isSame());
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
