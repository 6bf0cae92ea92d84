package org.mosha.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTest {
    private static final String FULL = "/dev/full";

    @TempDir
    Path dir;

    private Output printed(String file, String stdout) throws IOException {
        Output output =
                new Output(new FileOutputStream(file), Files.createSymbolicLink(dir.resolve("1"), Path.of(stdout)));
        try (PrintWriter printer = new PrintWriter(output)) {
            printer.println("a line");
            printer.flush();
            printer.println("another one");
            assertEquals(file.equals(FULL), printer.checkError());
        }
        return output;
    }

    @Test
    void whatIsWrittenIsNotLost() throws IOException {
        Path file = dir.resolve("file");
        assertEquals(Optional.empty(), printed(file.toString(), file.toString()).lost());
        assertEquals("a line\nanother one\n", Files.readString(file));
    }

    @Test
    void whatCannotBeWrittenIsToldWithItsReason() throws IOException {
        String why = printed(FULL, FULL).lost().orElseThrow();
        assertTrue(why.contains("space"), why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe:[4711]", "socket:[4712]"})
    void aReaderThatHasHadEnoughIsNoError(String stdout) throws IOException {
        assertEquals(Optional.empty(), printed(FULL, stdout).lost());
    }
}
