package org.mosha.trust;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/** Random passwords, as text that needs no quoting anywhere. */
final class Passwords {
    private static final int BYTES = 32;

    private Passwords() {}

    /**
     * Draws a password of 256 random bits.
     *
     * @return 43 letters, digits, {@code -} and {@code _}
     */
    static String draw() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A password as the line that its file has. */
    static byte[] line(String password) {
        return (password + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** The password of a file's first line. */
    static String of(byte[] content) {
        return new String(content, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    }
}
