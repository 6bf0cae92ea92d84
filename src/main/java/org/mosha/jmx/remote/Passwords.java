package org.mosha.jmx.remote;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.mosha.config.PasswordHash;

/** Makes and checks the hashes of passwords. Takes some hundred milliseconds of a processor each time, on purpose. */
public final class Passwords {
    /** How many characters a new password must have. */
    public static final int LEAST = 8;
    /** How many characters a password may have. */
    public static final int MOST = 256;

    private static final int ITERATIONS = 100_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;

    private Passwords() {}

    /**
     * Hashes a new password with a new salt.
     *
     * @param password the password
     * @return what is kept of it
     */
    public static PasswordHash hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder();
        return new PasswordHash(
                ITERATIONS, base64.encodeToString(salt), base64.encodeToString(derive(password, salt, ITERATIONS)));
    }

    /**
     * Checks a password; takes as long for a wrong one as for the right one.
     *
     * @param password what somebody has given
     * @param kept what is kept of the right one
     * @return whether it is the right one
     */
    public static boolean matches(String password, PasswordHash kept) {
        Base64.Decoder base64 = Base64.getDecoder();
        byte[] given = derive(password, base64.decode(kept.salt()), kept.iterations());
        return MessageDigest.isEqual(given, base64.decode(kept.hash()));
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot hash passwords: " + e.getMessage(), e);
        } finally {
            spec.clearPassword();
        }
    }
}
