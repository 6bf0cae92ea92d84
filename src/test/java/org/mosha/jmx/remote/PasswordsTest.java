package org.mosha.jmx.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mosha.config.Account;
import org.mosha.config.PasswordHash;
import org.mosha.config.Role;

class PasswordsTest {
    @Test
    void onlyTheRightPasswordMatchesAndEachHashHasItsOwnSalt() {
        PasswordHash hash = Passwords.hash("correct horse");
        assertTrue(Passwords.matches("correct horse", hash));
        assertFalse(Passwords.matches("correct horsE", hash));
        assertFalse(Passwords.matches("", hash));
        assertEquals(Optional.of(hash), PasswordHash.parse(hash.toString()));
        assertNotEquals(hash.salt(), Passwords.hash("correct horse").salt());
    }

    @Test
    void whatWasRightBeforeIsRightForTheSameAccountOnly() {
        Account account = new Account(Role.READ, Passwords.hash("correct horse"));
        RightBefore before = new RightBefore();
        assertFalse(before.was(account, "correct horse"));
        before.remember(account, "correct horse");
        assertTrue(before.was(account, "correct horse"));
        assertFalse(before.was(account, "battery staple"));
        assertFalse(before.was(new Account(Role.CONTROL, account.password()), "correct horse"));
    }
}
