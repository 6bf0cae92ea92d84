package org.mosha.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What all nodes of a cluster know and nobody else: the first line of a file that only its owner may read.
 *
 * @param value 16 to 256 visible ASCII characters
 */
public record Secret(String value) {
    private static final int SHORTEST = 16;
    private static final int LONGEST = 256;

    /**
     * Reads a secret.
     *
     * @param file its file
     * @return the secret
     * @throws TrustProblem when the file cannot be read, is open to others, or holds no secret that is hard to guess
     */
    public static Secret read(Path file) throws TrustProblem {
        String value = new String(OwnerOnly.read(file), StandardCharsets.UTF_8).strip();
        boolean visible = value.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (!visible || value.length() < SHORTEST || value.length() > LONGEST) {
            throw new TrustProblem(file + " holds no good secret: expected one line of " + SHORTEST + " to " + LONGEST
                    + " ASCII characters without blanks; to make one: mosha tls secret --force");
        }
        return new Secret(value);
    }

    /**
     * Draws a secret of 256 random bits.
     *
     * @return a secret of its own for each call
     */
    public static Secret random() {
        return new Secret(Passwords.draw());
    }

    /**
     * Makes a random secret of 256 bits.
     *
     * @param file the file for it
     * @param force whether to replace one that is there
     * @throws TrustProblem when there is one that may not be replaced, or it cannot be written
     */
    public static void make(Path file, boolean force) throws TrustProblem {
        if (!place(file, force)) {
            throw new TrustProblem(file + " exists: nothing was made (--force replaces it)");
        }
    }

    /**
     * Makes a random secret where there is none; of several that do at once, one makes it.
     *
     * @param file the file for it
     * @throws TrustProblem when it cannot be written
     */
    static void makeMissing(Path file) throws TrustProblem {
        place(file, false);
    }

    /** Makes a file whole or not at all; tells whether it did. */
    private static boolean place(Path file, boolean force) throws TrustProblem {
        try {
            Path directory = file.toAbsolutePath().getParent();
            Files.createDirectories(directory);
            Path work = Files.createTempDirectory(directory, ".secret");
            try {
                Path fresh = work.resolve("secret");
                OwnerOnly.write(fresh, Passwords.line(Passwords.draw()));
                if (force) {
                    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
                } else {
                    Files.createLink(file, fresh);
                }
                return true;
            } finally {
                Trees.deleteIfPossible(work);
            }
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new TrustProblem("cannot make " + file + ": " + OwnerOnly.reason(e), e);
        }
    }

    /** Tells nothing. */
    @Override
    public String toString() {
        return "Secret";
    }
}
