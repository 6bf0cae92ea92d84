package org.mosha.config;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A password as it is kept: salted, and hashed with PBKDF2 and HMAC-SHA-256.
 *
 * @param iterations how often it was hashed, 1 or more
 * @param salt the salt, in base 64
 * @param hash the hash, in base 64
 */
public record PasswordHash(int iterations, String salt, String hash) {
    private static final String KIND = "pbkdf2-sha256";
    private static final int MOST = 10_000_000;
    /** 16 to 64 bytes of salt and 32 of hash, both as base 64 spells them. */
    private static final Pattern FORM =
            Pattern.compile(KIND + ":([0-9]{1,8}):([A-Za-z0-9+/]{22,86}={0,2}):([A-Za-z0-9+/]{43}=)");

    /**
     * Reads a hash.
     *
     * @param text as {@link #toString} writes it
     * @return the hash, or empty when the text is none
     */
    public static Optional<PasswordHash> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || !isBase64(matcher.group(2)) || !isBase64(matcher.group(3))) {
            return Optional.empty();
        }
        Optional<Integer> iterations = Numbers.whole(matcher.group(1), 1, MOST);
        return iterations.map(n -> new PasswordHash(n, matcher.group(2), matcher.group(3)));
    }

    private static boolean isBase64(String text) {
        try {
            return Base64.getDecoder().decode(text).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return KIND + ":" + iterations + ":" + salt + ":" + hash;
    }
}
