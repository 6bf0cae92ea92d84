package org.mosha.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuorumFileTest {
    @TempDir
    private Path varDir;

    @TempDir
    private Path mfsbase;

    @Test
    void whatWasStoredIsLoaded() throws IOException {
        assertEquals(0, file(3).load(), "nothing was");
        file(3).store(5);
        file(3).store(7);
        assertEquals(7, file(3).load());
        try (Stream<Path> left = Files.list(varDir)) {
            assertEquals(List.of(varDir.resolve("quorum")), left.toList());
        }
    }

    @Test
    void aDamagedFileStandsForAllNodesThatAreKnown() throws IOException {
        for (String name : List.of("1", "2", "12", "claims")) {
            Files.createDirectories(mfsbase.resolve(name));
        }
        for (String damage : List.of("", "\0\0", "three", "-4")) {
            Files.writeString(varDir.resolve("quorum"), damage);
            assertEquals(5, file(5).load(), "those of the settings");
            assertEquals(3, file(0).load(), "those that have a directory");
        }
    }

    private QuorumFile file(int configured) {
        return new QuorumFile(varDir, configured, mfsbase);
    }
}
