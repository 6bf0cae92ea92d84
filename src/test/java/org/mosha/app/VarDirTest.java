package org.mosha.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VarDirTest {
    @TempDir
    Path dir;

    @Test
    void itIsMadeWithItsLogDirectory() throws Exception {
        try (VarDir taken = VarDir.take(dir.resolve("a/b")).orElseThrow()) {
            assertEquals(dir.toRealPath().resolve("a/b"), taken.path());
            assertTrue(Files.isDirectory(taken.log()));
        }
    }

    @Test
    void oneAtATimeHasItWhateverItIsCalled() throws Exception {
        Path link = Files.createSymbolicLink(dir.resolve("link"), Files.createDirectory(dir.resolve("var")));
        try (VarDir taken = VarDir.take(dir.resolve("var")).orElseThrow()) {
            assertEquals(Optional.empty(), VarDir.take(taken.path()));
            assertEquals(Optional.empty(), VarDir.take(link));
        }
        try (VarDir again = VarDir.take(link).orElseThrow()) {
            assertEquals(dir.toRealPath().resolve("var"), again.path());
        }
    }

    @Test
    void aPlaceThatCannotBeADirectoryIsAClearError() throws Exception {
        Path file = Files.createFile(dir.resolve("file"));
        StartFailure failure = assertThrows(StartFailure.class, () -> VarDir.take(file.resolve("var")));
        assertTrue(
                failure.getMessage().startsWith("cannot use var.dir " + file.resolve("var") + ": "),
                failure::getMessage);
    }
}
