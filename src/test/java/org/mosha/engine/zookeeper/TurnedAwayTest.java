package org.mosha.engine.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TurnedAwayTest {
    private static final long NOW = Long.MAX_VALUE - 5;
    private static final long LATER = NOW + TurnedAway.WHILE.toNanos();

    private final TurnedAway turnedAway = new TurnedAway();

    private Optional<String> told(String host, int port, long now) {
        return turnedAway.told(new InetSocketAddress(host, port), "no", now);
    }

    @Test
    void oneOfAnAddressIsToldInAWhileAndTheOthersAreCounted() {
        assertEquals(Optional.of("192.0.2.1: no"), told("192.0.2.1", 1, NOW));
        assertEquals(Optional.empty(), told("192.0.2.1", 2, NOW));
        assertEquals(Optional.empty(), told("192.0.2.1", 3, LATER - 1));
        assertEquals(Optional.of("192.0.2.2: no"), told("192.0.2.2", 1, LATER - 1));
        assertEquals(Optional.of("192.0.2.1: no (and 2 times since last told)"), told("192.0.2.1", 4, LATER));
        assertEquals(Optional.of("192.0.2.1: no"), told("192.0.2.1", 5, LATER + TurnedAway.WHILE.toNanos()));
    }

    @Test
    void manyAddressesDoNotFillTheLog() {
        for (int i = 1; i <= TurnedAway.ADDRESSES; i++) {
            assertEquals(Optional.of("192.0.2." + i + ": no"), told("192.0.2." + i, i, NOW));
        }
        for (int i = 100; i < 200; i++) {
            assertEquals(Optional.empty(), told("192.0.2." + i, i, LATER - 1));
        }
        assertEquals(Optional.of("192.0.2.100: no"), told("192.0.2.100", 1, LATER));
    }

    private Optional<String> broken(String host) {
        return turnedAway.brokenOff(new InetSocketAddress(host, 1), "Broken pipe", NOW);
    }

    private void breakAllButOne(String host) {
        for (int i = 1; i < TurnedAway.IN_A_ROW; i++) {
            assertEquals(Optional.empty(), broken(host));
        }
    }

    @Test
    void brokenConnectionsAreToldOfWhenThereAreManyWithoutAGoodOneBetween() {
        breakAllButOne("192.0.2.1");
        turnedAway.letIn(new InetSocketAddress("192.0.2.1", 7));
        breakAllButOne("192.0.2.1");
        breakAllButOne("192.0.2.2");
        assertEquals(
                Optional.of(
                        "192.0.2.1: 5 connections or more in a row broke in the midst of the handshake with this node's"
                                + " peer, maybe as the two do not know each other by their keys, the last one with: Broken pipe"),
                broken("192.0.2.1"));
        assertEquals(Optional.empty(), broken("192.0.2.1"));
        assertEquals(Optional.of("192.0.2.1: no"), told("192.0.2.1", 1, NOW));
    }

    @Test
    void brokenConnectionsOfManyAddressesAreNotKeptInMind() {
        breakAllButOne("192.0.2.1");
        for (int i = 0; i < TurnedAway.ADDRESSES; i++) {
            assertEquals(Optional.empty(), broken("192.0.2." + (100 + i)));
        }
        assertEquals(Optional.empty(), broken("192.0.2.1"));
    }
}
