package org.mosha.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosha.config.Settings;

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "balance=2 | true",
                "engine=zookeeper;nodes=1=h1 | true",
                "mfsbase=/shared | false",
                "engine=zookeeper;nodes=1=h1,2=h2 | false",
                "engine=zookeeper;zookeeper.connect=h1:2181,h2:2181;mynode=1 | false"
            })
    void onlyANodeThatCanHaveNoOthersGetsThem(String settings, boolean gets) {
        String text = settings.replace(';', '\n');
        assertEquals(
                gets,
                Samples.areFor(Settings.parse("settings", text, Map.of(), Path.of("/home"))
                        .value()));
    }
}
