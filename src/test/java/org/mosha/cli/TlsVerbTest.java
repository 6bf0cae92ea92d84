package org.mosha.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.trust.NodeKeys;

class TlsVerbTest {
    private static final String NODES = "nodes=1=localhost,2=host2";

    @TempDir
    Path home;

    @Test
    void initMakesKeysAndSaysWhatToCopyWhere() throws Exception {
        Outcome outcome = Outcome.of(home, "tls", "init", "-D", NODES);

        Path tls = home.resolve("etc/tls");
        assertEquals(
                List.of(
                        "made " + tls + "/ca: the cluster's authority, which no daemon needs; keep it safe, here or off"
                                + " this machine",
                        "made " + tls + "/node1: the keys of node 1",
                        "made " + tls + "/node2: the keys of node 2",
                        "Copy each node's directory to that node, and to no other, as the user that Mosha runs as"
                                + " there, into a directory of its own (chmod 700):",
                        "  scp -rp " + tls + "/node1 localhost:" + tls + "/",
                        "  scp -rp " + tls + "/node2 host2:" + tls + "/"),
                outcome.out().lines().toList());
        assertEquals(0, outcome.exitCode(), outcome.err());
        assertEquals(
                List.of("host2"),
                NodeKeys.read(tls.resolve("node2")).certificate().hosts());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(tls)));
    }

    @Test
    void nothingIsOverwrittenWithoutForceAndNothingLostWithIt() throws Exception {
        Outcome.of(home, "tls", "init", "-D", NODES);
        Path ca = home.resolve("etc/tls/ca/ca.p12");
        byte[] first = Files.readAllBytes(ca);

        Outcome again = Outcome.of(home, "tls", "init", "-D", NODES);
        assertEquals(1, again.exitCode());
        assertEquals(
                "mosha: " + ca.getParent() + " exists: nothing was made (--force moves it aside, and makes it anew)\n",
                again.err());
        assertTrue(Arrays.equals(first, Files.readAllBytes(ca)));

        Outcome forced = Outcome.of(home, "tls", "init", "--force", "-D", NODES);
        assertEquals(0, forced.exitCode(), forced.err());
        assertFalse(Arrays.equals(first, Files.readAllBytes(ca)));
        Path old = attic();
        assertTrue(Arrays.equals(first, Files.readAllBytes(old.resolve("ca/ca.p12"))));
        assertTrue(Files.exists(old.resolve("node2/node.p12")));
        assertTrue(forced.out().endsWith("what was there is in " + old + ": delete it when it is not needed\n"));
    }

    @Test
    void addSignsALaterNodeAndRenewsOneByForceOnly() throws Exception {
        Outcome.of(home, "tls", "init", "-D", "nodes=1=localhost");
        Outcome added = Outcome.of(home, "tls", "add", "4", "host4", "10.0.0.4", "--days", "100");

        assertEquals(0, added.exitCode(), added.err());
        NodeKeys keys = NodeKeys.read(home.resolve("etc/tls/node4"));
        assertEquals(List.of("host4", "10.0.0.4"), keys.certificate().hosts());
        assertEquals(99, keys.certificate().daysLeft(Instant.now()));
        assertEquals(NodeKeys.read(home.resolve("etc/tls/node1")).authorities(), keys.authorities());
        assertEquals(1, Outcome.of(home, "tls", "add", "4", "host4").exitCode());
        assertEquals(0, Outcome.of(home, "tls", "add", "4", "host4", "--force").exitCode());
        assertNotEquals(
                keys.certificate(), NodeKeys.read(home.resolve("etc/tls/node4")).certificate());
        assertEquals(keys.certificate(), NodeKeys.read(attic().resolve("node4")).certificate());
    }

    @Test
    void addWithoutAnAuthoritySaysWhereItIsExpected() {
        Outcome outcome = Outcome.of(home, "tls", "add", "4", "host4");

        assertEquals(1, outcome.exitCode());
        assertEquals(
                "mosha: there is no authority in " + home.resolve("etc/tls")
                        + ": expected the directory that was made by: mosha tls init\n",
                outcome.err());
    }

    @Test
    void aFailureLeavesEverythingAsItWas() throws IOException {
        Outcome outcome = Outcome.of(home, "tls", "init", "-D", "nodes=1=localhost,2=-a");

        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.err().contains("\"-a\" is no host name"), outcome.err());
        try (var files = Files.list(home.resolve("etc/tls"))) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void showTellsWhoAndUntilWhenAndWhatIsWrong() throws Exception {
        Outcome.of(home, "tls", "init", "--days", "20", "-D", NODES);
        Outcome good = Outcome.of(home, "tls", "show");
        assertEquals(0, good.exitCode(), good.err());
        List<String> lines = good.out().lines().toList();
        assertTrue(lines.get(1).matches("authority +- +\\S+ +36\\d\\d +good"), good.out());
        assertTrue(lines.get(3).matches("node 2 +host2 +20\\d\\d-\\S+ +19 +ends soon"), good.out());

        Path key = home.resolve("etc/tls/node2/node.p12");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-rw----"));
        Outcome open = Outcome.of(home, "tls", "show");
        assertEquals(1, open.exitCode());
        assertTrue(open.out().contains(key + " is not its owner's alone"), open.out());
    }

    @Test
    void showWithoutKeysSaysSo() {
        assertEquals(
                new Outcome(1, "", "mosha: no node has keys in " + home.resolve("etc/tls") + "\n"),
                Outcome.of(home, "tls", "show"));
    }

    @Test
    void secretIsMadeWhereTheSettingSays() {
        Outcome outcome = Outcome.of(home, "tls", "secret", "-D", "secret.file=s");

        assertEquals(0, outcome.exitCode(), outcome.err());
        assertTrue(outcome.out().startsWith("made " + home.resolve("s") + ": copy it"), outcome.out());
        assertEquals(1, Outcome.of(home, "tls", "secret", "-D", "secret.file=s").exitCode());
    }

    private Path attic() throws IOException {
        try (var all = Files.list(home.resolve("etc/tls"))) {
            return all.filter(one -> one.getFileName().toString().startsWith("old-"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
