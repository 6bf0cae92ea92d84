package org.mosha.engine;

import java.io.IOException;
import java.nio.file.Path;

/** A step that may fail on input or output. */
@FunctionalInterface
public interface Attempt {
    /**
     * Makes it.
     *
     * @throws IOException when it fails
     */
    void run() throws IOException;

    /**
     * Does something with a file; when that fails, a sentence says with which file, and why.
     *
     * @param verb what is done, such as {@code write}
     * @param file the file
     * @param attempt does it
     * @throws IOException when it fails, with the sentence
     */
    static void to(String verb, Path file, Attempt attempt) throws IOException {
        try {
            attempt.run();
        } catch (IOException e) {
            throw new IOException(IoReason.cannot(verb, file, e), e);
        }
    }
}
