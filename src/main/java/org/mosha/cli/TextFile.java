package org.mosha.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.mosha.config.DecodedText;

/**
 * A text file's content, or why it could not be read.
 *
 * @param text the content; empty after an error
 * @param error why it could not be read, as a sentence's end: {@code cannot be read: no such file}
 */
record TextFile(String text, Optional<String> error) {
    /** As much as a daemon reads. */
    static final int MOST_BYTES = 16 << 20;

    /** Reads a file of UTF-8; what is not is replaced. */
    static TextFile read(Path file) {
        return read(file, bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Reads one that a daemon has where it is: a pipe there has no end, and a daemon does not read it either. */
    static TextFile readRegular(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file) ? failed("it is not a regular file") : readOldToo(file);
    }

    /** Reads a cltab or a hactl as a daemon does, for which one that is not UTF-8 is an old file in Latin-1. */
    static TextFile readOldToo(Path file) {
        return read(file, bytes -> DecodedText.of(bytes).text());
    }

    private static TextFile read(Path file, Function<byte[], String> decoding) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            return bytes.length > MOST_BYTES
                    ? failed("it is too large, at most " + (MOST_BYTES >> 20) + " MiB are read")
                    : new TextFile(decoding.apply(bytes), Optional.empty());
        } catch (NoSuchFileException e) {
            return failed("no such file");
        } catch (AccessDeniedException e) {
            return failed("permission denied");
        } catch (IOException e) {
            boolean named = e instanceof FileSystemException f && f.getReason() != null;
            return failed(named ? ((FileSystemException) e).getReason().toLowerCase(Locale.ROOT) : e.getMessage());
        }
    }

    private static TextFile failed(String why) {
        return new TextFile("", Optional.of("cannot be read: " + why));
    }
}
