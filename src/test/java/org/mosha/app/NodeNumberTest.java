package org.mosha.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosha.config.Parsed;
import org.mosha.config.Settings;
import org.mosha.linux.ThisMachine;
import org.mosha.model.NodeId;

class NodeNumberTest {
    @ParameterizedTest
    @CsvSource({"This is MOSIX #64,64", "7,7", "node 2 of 3,2", "MOSIX 007,7", "n999999999,999999999"})
    void theFirstNumberOfATextIsTheNode(String text, int node) {
        assertEquals(Optional.of(new NodeId(node)), NodeNumber.firstNumber(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "This is no MOSIX", "node 0", "1234567890123"})
    void aTextWithoutAGoodNumberNamesNone(String text) {
        assertEquals(Optional.empty(), NodeNumber.firstNumber(text));
    }

    @Test
    void mynodeComesFirst() throws Exception {
        assertEquals(new NodeId(5), NodeNumber.of(settings("mynode=5\nmwhois=false\nnodes=1=here,5=there"), "here"));
    }

    @Test
    void aNodeOnItsOwnIsTheFirst() throws Exception {
        assertEquals(new NodeId(1), NodeNumber.of(settings(""), "here"));
    }

    @Test
    void nodesNamesTheHost() throws Exception {
        assertEquals(new NodeId(2), NodeNumber.of(settings("nodes=1=10.255.255.1,2=here"), "here"));
    }

    @Test
    void aHostThatNodesDoesNotNameIsAClearError() {
        StartFailure failure = assertThrows(
                StartFailure.class, () -> NodeNumber.of(settings("nodes=1=10.255.255.1,2=10.255.255.2"), "here"));
        assertEquals("which node is this? None of nodes= is host 'here'; set mynode", failure.getMessage());
    }

    @Test
    @Timeout(60)
    void aCommandThatDoesNotAnswerIsKilledWhateverItIgnores() {
        String command = "trap '' TERM INT HUP; while :; do sleep 1; done";
        StartFailure failure = assertThrows(StartFailure.class, () -> NodeNumber.whois(command, Duration.ofSeconds(1)));
        assertEquals("mwhois '" + command + "' has not answered within 1 s; set mynode", failure.getMessage());
    }

    @Test
    @Timeout(60)
    void whatACommandLeavesBehindIsNotWaitedFor(@TempDir Path dir) throws Exception {
        Path running = Files.createFile(dir.resolve("running"));
        String command = "while [ -e " + running + " ]; do sleep 0.1; done 2> /dev/null & echo 4";
        try {
            assertEquals(new NodeId(4), NodeNumber.whois(command, Duration.ofSeconds(1)));
        } finally {
            Files.delete(running);
        }
    }

    @Test
    void whoOnlyAsksGetsNoNumberWhereADaemonWouldNotStart() {
        assertEquals(Optional.of(new NodeId(1)), NodeNumber.find(settings("")));
        assertEquals(Optional.of(new NodeId(4)), NodeNumber.find(settings("mwhois=echo MOSIX 4")));
        assertEquals(Optional.empty(), NodeNumber.find(settings("mwhois=false")));
        assertEquals(
                Optional.of(new NodeId(2)),
                NodeNumber.find(settings("nodes=1=10.255.255.1,2=" + ThisMachine.hostName())));
        assertEquals(Optional.empty(), NodeNumber.find(settings("nodes=1=10.255.255.1,2=10.255.255.2")));
    }

    private static Settings settings(String text) {
        Parsed<Settings> parsed = Settings.parse("settings", text, Map.of(), Path.of("/home"));
        assertTrue(parsed.problems().isEmpty(), parsed.problems().toString());
        return parsed.value();
    }
}
