package org.mosha.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A text file's content, or why it could not be read.
 *
 * @param text the content, with what is not UTF-8 replaced; empty after an error
 * @param error why it could not be read, as a sentence's end: {@code cannot be read: no such file}
 */
record TextFile(String text, Optional<String> error) {
    static TextFile read(Path file) {
        try {
            return new TextFile(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), Optional.empty());
        } catch (NoSuchFileException e) {
            return new TextFile("", Optional.of("cannot be read: no such file"));
        } catch (AccessDeniedException e) {
            return new TextFile("", Optional.of("cannot be read: permission denied"));
        } catch (IOException e) {
            return new TextFile("", Optional.of("cannot be read: " + e.getMessage()));
        }
    }
}
