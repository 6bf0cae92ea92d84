package org.mosha.jmx.remote;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.mosha.config.Account;
import org.mosha.config.PasswordHash;
import org.mosha.config.Role;

class RightBeforeTest {
    private static final long NOW = Long.MAX_VALUE - 5;
    private static final Account ALICE = new Account(Role.CONTROL, new PasswordHash(1, "salt", "hash"));
    private static final Account BOB = new Account(Role.READ, new PasswordHash(1, "salt", "hash"));

    private final RightBefore rightBefore = new RightBefore();

    @Test
    void knowsThePasswordOfEachAccount() {
        assertFalse(rightBefore.was(ALICE, "right", NOW));
        rightBefore.remember(ALICE, "right");
        assertTrue(rightBefore.was(ALICE, "right", NOW));
        assertFalse(rightBefore.was(ALICE, "wrong", NOW));
        assertFalse(rightBefore.was(BOB, "right", NOW));
    }

    @Test
    void theClockMayBeginAnywhere() {
        rightBefore.remember(ALICE, "right");
        assertTrue(rightBefore.was(ALICE, "right", Long.MIN_VALUE));
        assertFalse(rightBefore.was(ALICE, "wrong", Long.MIN_VALUE));
        assertTrue(rightBefore.was(ALICE, "right", Long.MIN_VALUE));
    }

    @Test
    void isNoQuickWayToFindAPassword() {
        rightBefore.remember(ALICE, "right");
        rightBefore.remember(BOB, "right");
        for (int i = 0; i < RightBefore.STORE; i++) {
            assertTrue(rightBefore.was(ALICE, "right", NOW));
            assertFalse(rightBefore.was(ALICE, "wrong", NOW));
        }
        assertFalse(rightBefore.was(ALICE, "right", NOW));
        rightBefore.remember(ALICE, "right");
        assertFalse(rightBefore.was(ALICE, "right", NOW));
        assertTrue(rightBefore.was(BOB, "right", NOW));
        long later = NOW + RightBefore.ANOTHER.toNanos();
        assertTrue(rightBefore.was(ALICE, "right", later));
        assertFalse(rightBefore.was(ALICE, "wrong", later));
        assertFalse(rightBefore.was(ALICE, "right", later));
        long muchLater =
                later + RightBefore.ANOTHER.multipliedBy(RightBefore.STORE).toNanos();
        for (int i = 0; i < RightBefore.STORE; i++) {
            assertFalse(rightBefore.was(ALICE, "wrong", muchLater));
        }
        assertFalse(rightBefore.was(ALICE, "right", muchLater));
    }
}
