package org.mosha.jmx.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosha.config.Account;
import org.mosha.config.PasswordHash;
import org.mosha.config.Role;
import org.mosha.jmx.RemoteUser;

class RefusalsTest {
    private static final RemoteUser ALICE = user("alice");
    private static final RemoteUser BOB = user("bob");
    private static final String WHO = "jmx (bob@127.0.0.1): ";
    private static final long NOW = Long.MAX_VALUE - 5;
    private static final long LATER = NOW + Refusals.WHILE.toNanos();

    private final Refusals refusals = new Refusals();

    private static RemoteUser user(String name) {
        return new RemoteUser(name, "127.0.0.1", new Account(Role.READ, new PasswordHash(1, "salt", "hash")));
    }

    @Test
    void strangersAreToldOfTogether() {
        for (int i = 1; i < Refusals.TOLD; i++) {
            assertEquals(List.of("remote JMX: refused: " + i), refusals.ofStranger("" + i, NOW));
        }
        assertEquals(2, refusals.ofStranger("last", NOW).size());
        assertEquals(List.of(), refusals.ofStranger("more", NOW));
        assertEquals(List.of(WHO + "refused: his"), refusals.told(BOB, "his", NOW));
    }

    @Test
    void someOfEachUserAreToldAndTheOthersCounted() {
        for (int i = 1; i < Refusals.TOLD; i++) {
            assertEquals(List.of(WHO + "refused: " + i), refusals.told(BOB, "" + i, NOW));
        }
        assertEquals(
                List.of(WHO + "refused: last", WHO + "whatever else is refused is left out for 60 s"),
                refusals.told(BOB, "last", NOW));
        for (int i = 0; i < 5000; i++) {
            assertEquals(List.of(), refusals.told(BOB, "more", LATER - 1));
        }
        assertEquals(List.of("jmx (alice@127.0.0.1): refused: other"), refusals.told(ALICE, "other", LATER - 1));
        assertEquals(
                List.of(WHO + "refused 5000 more, which were left out", WHO + "refused: again"),
                refusals.told(BOB, "again", LATER));
        assertEquals(List.of(WHO + "refused: and again"), refusals.told(BOB, "and again", LATER));
    }

    @Test
    void whatAToolAsksForAgainAndAgainIsToldOnceInALongerTime() {
        assertEquals(List.of(WHO + "refused: threads"), refusals.told(BOB, "threads", NOW));
        long hourLater = NOW + Refusals.LONGER.toNanos();
        for (long nanos = NOW;
                nanos - hourLater < 0;
                nanos += Duration.ofSeconds(4).toNanos()) {
            assertEquals(List.of(), refusals.told(BOB, "threads", nanos));
        }
        assertEquals(List.of(WHO + "refused: other"), refusals.told(BOB, "other", hourLater - 1));
        assertEquals(
                List.of("jmx (alice@127.0.0.1): refused: threads"), refusals.told(ALICE, "threads", hourLater - 1));
        assertEquals(
                List.of(WHO + "refused 901 times since last told: threads"), refusals.told(BOB, "threads", hourLater));
        assertEquals(List.of(), refusals.told(BOB, "threads", hourLater + 1));
    }

    @Test
    void whatCameAloneIsToldAsTheFirstWas() {
        assertEquals(List.of(WHO + "refused: halt"), refusals.told(BOB, "halt", NOW));
        assertEquals(List.of(WHO + "refused: halt"), refusals.told(BOB, "halt", NOW + Refusals.LONGER.toNanos()));
    }
}
