package org.mosha.jmx.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.mosha.trust.OwnerOnly;
import org.mosha.trust.TrustProblem;

/** Reads files that nobody but this process's user, and root, may be able to read or change. */
final class SecretFile {
    private SecretFile() {}

    /** The file's text; fails with a sentence when it cannot be read, or others can. */
    static String read(String setting, Path file) throws IOException {
        try {
            return new String(OwnerOnly.read(file), StandardCharsets.UTF_8);
        } catch (TrustProblem e) {
            throw new IOException(setting + " " + e.getMessage(), e);
        }
    }

    /** The first line, as a password is kept. */
    static char[] password(String setting, Path file) throws IOException {
        return read(setting, file).lines().findFirst().orElse("").toCharArray();
    }
}
