package org.mosha.jmx.remote;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.mosha.config.Account;

/**
 * Remembers of each account a quick check of the password that was right, so that clients that connect again and again
 * cost little. It is keyed with what only this process knows, and worth nothing without it.
 */
final class RightBefore {
    private static final String HMAC = "HmacSHA256";
    private static final int MOST = 100;

    private final SecretKeySpec key;
    private final Map<Account, byte[]> checks = new LinkedHashMap<>();

    RightBefore() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        this.key = new SecretKeySpec(secret, HMAC);
    }

    /** Whether the password is the one that was right for the account; an account that was changed is another one. */
    synchronized boolean was(Account account, String password) {
        byte[] check = checks.get(account);
        return check != null && MessageDigest.isEqual(check, of(password));
    }

    /** Remembers that a password was right. */
    synchronized void remember(Account account, String password) {
        if (checks.size() >= MOST) {
            checks.clear();
        }
        checks.put(account, of(password));
    }

    private byte[] of(String password) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + HMAC, e);
        }
    }
}
