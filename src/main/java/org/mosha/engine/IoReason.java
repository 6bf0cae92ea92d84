package org.mosha.engine;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Says what an IO error means, in a few words. */
public final class IoReason {
    private IoReason() {}

    /**
     * Puts an error into words.
     *
     * @param e the error
     * @return a few words
     */
    public static String of(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "it exists and is not a directory";
        }
        if (e instanceof FileSystemException f && f.getReason() != null) {
            return f.getReason().toLowerCase(Locale.ROOT);
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /**
     * Says what could not be done with a file.
     *
     * @param verb such as {@code read}
     * @param file the file
     * @param e the error
     * @return a sentence
     */
    public static String cannot(String verb, Path file, IOException e) {
        return "cannot " + verb + " " + file + ": " + of(e);
    }
}
