package org.mosha.jmx.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mosha.config.PasswordHash;

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
}
