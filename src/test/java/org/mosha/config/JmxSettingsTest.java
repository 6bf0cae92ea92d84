package org.mosha.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of the settings of remote JMX does not fit together. */
class JmxSettingsTest {
    private static final String OPEN = "jmx.port=9010\njmx.password-file=p\n";
    private static final String TLS = OPEN + "jmx.tls=true\njmx.key-store=k\njmx.key-store-password-file=kp\n";

    private static String problems(String text) {
        return Settings.parse("f", text, Map.of(), Path.of("/opt/mosha")).problems().stream()
                .map(Problem::toString)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void whatIsThereButThePortMayBePreparedInAnyState() {
        assertEquals("", problems("jmx.host=0.0.0.0\njmx.tls=true\njmx.client-certificates=true\n"));
    }

    @Test
    void aPortNeedsAPasswordFile() {
        assertEquals("f:1: error: jmx.port: needs jmx.password-file, which is not set", problems("jmx.port=9010\n"));
        assertEquals("", problems(OPEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "localhost", "LOCALHOST", "::1", "[::1]", "0:0:0:0:0:0:0:1"})
    void aLoopbackAddressNeedsNoTls(String host) {
        assertEquals("", problems(OPEN + "jmx.host=" + host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.7", "node1", "localhost.example.org", "127.0.0.1.example.org", "::2", "::ffff:10.0.0.7"})
    void anyOtherAddressNeedsTls(String host) {
        assertEquals(
                "f:3: error: jmx.host: '" + host
                        + "' needs jmx.tls=true: without TLS only a loopback address will do, such as 127.0.0.1",
                problems(OPEN + "jmx.host=" + host));
        assertEquals("", problems(TLS + "jmx.host=" + host));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "[::]"})
    void clientsCannotBeSentToAllAddresses(String host) {
        assertEquals(
                "f:6: error: jmx.host: '" + host
                        + "' is no address that clients could be sent to: expected one address of this machine",
                problems(TLS + "jmx.host=" + host));
    }

    @Test
    void whatIsMissingForTlsIsToldAllAtOnce() {
        assertEquals(
                List.of(
                        "f:1: error: jmx.port: needs jmx.password-file, which is not set",
                        "f:2: error: jmx.tls: needs jmx.key-store, which is not set",
                        "f:3: error: jmx.client-certificates: needs jmx.trust-store, which is not set"),
                problems("jmx.port=9010\njmx.tls=true\njmx.client-certificates=true\n")
                        .lines()
                        .toList());
        assertEquals(
                "f:4: error: jmx.key-store: needs jmx.key-store-password-file, which is not set",
                problems(OPEN + "jmx.tls=true\njmx.key-store=k\n"));
        assertEquals(
                "f:3: error: jmx.client-certificates: needs jmx.tls, which is not set",
                problems(OPEN + "jmx.client-certificates=true\njmx.trust-store=t\n"));
    }
}
