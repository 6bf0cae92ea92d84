package org.mosha.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeAddressTest {
    @ParameterizedTest
    @CsvSource({
        "alpha,alpha,2181,2888,3888",
        "10.0.0.7,10.0.0.7,2181,2888,3888",
        "alpha:7000,alpha,7000,7001,7002",
        "alpha:1:2:3,alpha,1,2,3",
        "::1,::1,2181,2888,3888",
        "[::1],::1,2181,2888,3888",
        "[fe80::1%eth0]:7000,fe80::1%eth0,7000,7001,7002"
    })
    void isReadWithItsPorts(String text, String host, int client, int peer, int election) {
        assertEquals(Optional.of(new NodeAddress(host, client, peer, election)), NodeAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a:", "a:0", "a:70000", "a:65534", "a:1:2", "a:1:1:2", "a b", "a:1:2:3:4", "[::1", "a/b"})
    void whatIsNoneIsRefused(String text) {
        assertEquals(Optional.empty(), NodeAddress.parse(text));
    }

    @Test
    void isWrittenAsItIsRead() {
        for (String text : new String[] {"alpha", "alpha:1:2:3", "[::1]", "[::1]:1:2:3"}) {
            assertEquals(text, NodeAddress.parse(text).orElseThrow().toString());
        }
    }

    @Test
    void twoOnOneHostNeedPortsOfTheirOwn() {
        NodeAddress first = NodeAddress.parse("a:7000").orElseThrow();
        assertTrue(first.clashesWith(NodeAddress.parse("a:6998").orElseThrow()));
        assertFalse(first.clashesWith(NodeAddress.parse("a:7003").orElseThrow()));
        assertFalse(first.clashesWith(NodeAddress.parse("b:7000").orElseThrow()));
    }
}
