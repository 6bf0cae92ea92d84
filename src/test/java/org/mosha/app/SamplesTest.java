package org.mosha.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {
    @TempDir
    Path home;

    private Path base;

    @BeforeEach
    void samples() throws IOException {
        base = Files.createDirectories(home.resolve("base"));
        Path etc = Files.createDirectories(home.resolve("etc"));
        Files.writeString(etc.resolve("cltab"), "sample\n");
        Files.writeString(etc.resolve("hactl"), "sample\n");
    }

    @Test
    void aNodeWithoutFilesGetsTheSamples() throws IOException, StartFailure {
        Samples.copyMissing(home, home.resolve("new/base"));
        assertEquals("sample\n", Files.readString(home.resolve("new/base/cltab")));
        assertEquals("sample\n", Files.readString(home.resolve("new/base/hactl")));
    }

    @Test
    void whatIsThereStays() throws IOException, StartFailure {
        Files.writeString(base.resolve("cltab"), "own\n");
        Samples.copyMissing(home, base);
        assertEquals("own\n", Files.readString(base.resolve("cltab")));
    }

    @Test
    void noSampleTakesThePlaceOfAFileThatWasRemoved() throws IOException, StartFailure {
        Files.writeString(base.resolve(".cltab.good"), "own\n");
        Samples.copyMissing(home, base);
        assertFalse(Files.exists(base.resolve("cltab")));
        assertEquals("sample\n", Files.readString(base.resolve("hactl")));
    }
}
