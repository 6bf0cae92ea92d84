package org.mosha.jmx.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.mosha.config.Account;
import org.mosha.config.PasswordHash;
import org.mosha.config.Role;
import org.mosha.jmx.RemoteUser;

class PlacesTest {
    private final Places places = new Places(10, 4, 3);

    private static RemoteUser user(String name, Role role) {
        return new RemoteUser(name, "127.0.0.1", new Account(role, new PasswordHash(1, "salt", "hash")));
    }

    private int takeAll(RemoteUser user) {
        int count = 0;
        while (places.take(user)) {
            count++;
        }
        return count;
    }

    @Test
    void nobodyTakesAllAndTheLastOnesAreForOperators() {
        RemoteUser bob = user("bob", Role.READ);
        assertEquals(4, takeAll(bob));
        assertEquals(3, takeAll(user("carol", Role.READ)));
        assertEquals(0, takeAll(user("dave", Role.READ)));
        RemoteUser alice = user("alice", Role.CONTROL);
        assertEquals(3, takeAll(alice));
        places.giveBack(alice);
        assertFalse(places.take(bob));
        assertTrue(places.take(alice));
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        RemoteUser alice = user("alice", Role.CONTROL);
        assertEquals(4, takeAll(alice));
        places.giveBack(alice);
        assertEquals(1, takeAll(alice));
        for (int i = 0; i < 4; i++) {
            places.giveBack(alice);
        }
        assertEquals(4, takeAll(user("bob", Role.READ)));
        assertEquals(4, takeAll(alice));
    }
}
