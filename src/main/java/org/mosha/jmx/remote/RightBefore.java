package org.mosha.jmx.remote;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.mosha.config.Account;

/**
 * Remembers of each account a quick check of the password that was right, so that clients that connect again and again
 * cost little, and wait for nobody. It is keyed with what only this process knows, and worth nothing without it.
 *
 * <p>Wrong passwords use up a store of tries, which fills again no faster than passwords can be checked in the slow
 * way: so the quick way is none to find one.
 */
final class RightBefore {
    /** How many wrong ones may come at once. */
    static final int STORE = 50;
    /** How long it takes until there may be another one. */
    static final Duration ANOTHER = Duration.ofMillis(100);

    private static final String HMAC = "HmacSHA256";
    private static final int MOST = 100;

    private final SecretKeySpec key;
    private final Map<Account, Right> rights = new HashMap<>();

    private static final class Right {
        private final byte[] check;
        private int wrong;
        private long sinceNanos;

        private Right(byte[] check) {
            this.check = check;
        }

        private boolean mayTry(long nowNanos) {
            long back = (nowNanos - sinceNanos) / ANOTHER.toNanos();
            if (wrong == 0 || back >= wrong) {
                wrong = 0;
                sinceNanos = nowNanos;
            } else {
                wrong -= (int) back;
                sinceNanos += back * ANOTHER.toNanos();
            }
            return wrong < STORE;
        }
    }

    RightBefore() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        this.key = new SecretKeySpec(secret, HMAC);
    }

    /**
     * Whether the password is the one that was right for the account; false when that is not known, or too many wrong
     * ones came of late. An account that was changed is another one.
     */
    synchronized boolean was(Account account, String password, long nowNanos) {
        Right right = rights.get(account);
        if (right == null || !right.mayTry(nowNanos)) {
            return false;
        }
        boolean was = MessageDigest.isEqual(right.check, of(password));
        right.wrong += was ? 0 : 1;
        return was;
    }

    /** Remembers that a password was right. */
    synchronized void remember(Account account, String password) {
        if (rights.size() >= MOST) {
            rights.clear();
        }
        rights.computeIfAbsent(account, known -> new Right(of(password)));
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
