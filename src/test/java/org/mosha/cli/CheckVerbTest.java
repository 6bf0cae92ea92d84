package org.mosha.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CheckVerbTest {
    @TempDir
    Path home;

    @Test
    void cleanFilesAreExitCode0() throws IOException {
        write("etc/cltab", "web:httpd:start:respawn:sleep 1000\n");
        write("etc/hactl", "web start\n");
        Outcome outcome = Outcome.of(home, "check");
        assertEquals(0, outcome.exitCode(), outcome.out());
        assertEquals("", outcome.out());
        assertTrue(outcome.err().endsWith("and the settings: 0 errors, 0 warnings\n"), outcome.err());
        assertEquals(1, outcome.err().lines().count());
    }

    @Test
    // nothing interrupts who opens a pipe
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aPipeInTheFilesPlaceIsOneErrorAndNotWaitedFor() throws Exception {
        Path cltab = home.resolve("var/mfs/1/var/mosix-ha/cltab");
        Files.createDirectories(cltab.getParent());
        assertEquals(0, new ProcessBuilder("mkfifo", cltab.toString()).start().waitFor());
        write("etc/hactl", "web start\n");
        Outcome outcome = Outcome.of(home, "check");
        assertEquals(1, outcome.exitCode());
        assertEquals(cltab + ":0: error: cannot be read: it is not a regular file\n", outcome.out());
    }

    @Test
    void warningsAloneAreExitCode0() throws IOException {
        write("etc/cltab", "web:httpd:start:respawn:sleep 1000\n");
        Path hactl = write("etc/hactl", "web start\nother start\n");
        Outcome outcome = Outcome.of(home, "check");
        assertEquals(0, outcome.exitCode());
        assertTrue(outcome.out().startsWith(hactl + ":2: warning: "), outcome.out());
        assertTrue(outcome.err().endsWith("0 errors, 1 warning\n"), outcome.err());
    }

    @Test
    void whatEntriesNameAndThisMachineDoesNotHaveIsWarnedOf() throws IOException {
        Path cltab = write("etc/cltab", """
                web:a:start:respawn/user=no-such-user:sleep 1
                web:b:start:respawn/dir=/no/such/place:sleep 1
                web:c:start:respawn/env-file=/no/such/file:sleep 1
                web:d:start:respawn/user=root,dir=/,env-file=/etc/passwd:sleep 1
                """);
        write("etc/hactl", "web start\n");
        Outcome outcome = Outcome.of(home, "check");
        assertEquals(0, outcome.exitCode());
        assertEquals(
                List.of(
                        cltab + ":1: warning: there is no user 'no-such-user' on this machine",
                        cltab + ":2: warning: there is no directory /no/such/place on this machine",
                        cltab + ":3: warning: there is no env-file /no/such/file on this machine"),
                outcome.out().lines().toList());
    }

    @Test
    void whatEveryUserCouldChangeIsWarnedOf() throws IOException {
        Path cltab = write("etc/cltab", "web:httpd:start:respawn:sleep 1000\n");
        write("etc/hactl", "web start\n");
        Files.setPosixFilePermissions(cltab, PosixFilePermissions.fromString("rw-r--rw-"));
        Outcome outcome = Outcome.of(home, "check");
        assertEquals(0, outcome.exitCode());
        assertTrue(outcome.out().startsWith(cltab + ":0: warning: can be changed by every user"), outcome.out());
    }

    @Test
    void aFileOfTheNodeThatWasRemovedIsMissed() throws IOException {
        write("etc/cltab", "web:httpd:start:respawn:sleep 1000\n");
        write("etc/hactl", "web start\n");
        write("var/mfs/1/var/mosix-ha/.cltab.good", "web:httpd:start:respawn:sleep 1000\n");
        Outcome outcome = Outcome.of(home, "check");
        assertEquals(1, outcome.exitCode());
        assertEquals(
                home.resolve("var/mfs/1/var/mosix-ha/cltab") + ":0: error: cannot be read: no such file\n",
                outcome.out());
    }

    @Test
    void everyErrorOfEveryFileIsALine() throws IOException {
        Path config = write("etc/mosha.properties", "# comment\ncycletime=soon\n");
        Path cltab = write("new.cltab", "web:httpd:start:respwan:sleep 1000\nweb:httpd\n");
        Path hactl = write("new.hactl", "web\n");
        Outcome outcome = Outcome.of(home, "check", "--cltab", "new.cltab", "--hactl", "new.hactl");
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.out().contains(config + ":2: error: "), outcome.out());
        assertTrue(outcome.out().contains(cltab + ":1: error: "), outcome.out());
        assertTrue(outcome.out().contains(cltab + ":2: error: "), outcome.out());
        assertTrue(outcome.out().contains(hactl + ":1: error: "), outcome.out());
    }

    @Test
    void anOverrideIsCheckedAsWell() throws IOException {
        write("etc/cltab", "");
        write("etc/hactl", "");
        Outcome outcome = Outcome.of(home, "check", "-D", "bogus=1");
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.out().startsWith("-D:0: error: "), outcome.out());
    }

    @Test
    void thisNodesOwnFilesAreCheckedWhereThereAreAny() throws IOException {
        write("etc/hactl", "");
        write("etc/cltab", "");
        Path cltab = write("mfs/2/var/mosix-ha/cltab", "web\n");
        Outcome outcome = Outcome.of(home, "check", "-D", "mynode=2", "-D", "mfsbase=" + home.resolve("mfs"));
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.out().startsWith(cltab + ":1: error: "), outcome.out());
        assertTrue(outcome.err().contains(home.resolve("etc/hactl").toString()), outcome.err());
    }

    @Test
    void aClusterOnANetworkWithoutProtectionIsAnError() throws IOException {
        write("etc/cltab", "");
        write("etc/hactl", "");
        String[] check = {
            "check", "-D", "engine=zookeeper", "-D", "mynode=1", "-D", "nodes=1=192.0.2.1,2=192.0.2.2,3=::1"
        };
        Outcome open = Outcome.of(home, check);
        assertEquals(1, open.exitCode());
        assertTrue(open.out().startsWith("-D:0: error: nodes on several machines need protection"), open.out());
        Outcome.of(home, "tls", "secret");
        Outcome closed = Outcome.of(home, check);
        assertEquals(0, closed.exitCode(), closed.out());
    }

    @Test
    void theBoundsTellWhatFencingAddsToThem() throws IOException {
        write("etc/cltab", "");
        write("etc/hactl", "");
        assertTrue(boundsWith("fencing=lease").endsWith(" has led the ensemble"));
        assertTrue(boundsWith("fencing=stomith")
                .endsWith("; with fencing=stomith never before it is confirmed off by an operator"));
        assertTrue(boundsWith("fencing=lease+stomith", "stomith=shoot", "stomith.timeout=20s")
                .endsWith(
                        "; with fencing=lease+stomith never before it is confirmed off, for which each shot has up to "
                                + "20.0 s more"));
        assertTrue(boundsWith("fencing=stomith", "stomith=shoot", "zookeeper.connect=localhost:1", "nodes=")
                .endsWith(", for which each shot has up to 60.0 s more"));
    }

    private String boundsWith(String... settings) {
        List<String> check = new ArrayList<>(
                List.of("check", "-D", "engine=zookeeper", "-D", "mynode=1", "-D", "nodes=1=::1,2=::1:1:2:3"));
        for (String setting : settings) {
            check.addAll(List.of("-D", setting));
        }
        String first = Outcome.of(home, check.toArray(String[]::new))
                .err()
                .lines()
                .findFirst()
                .orElseThrow();
        assertTrue(first.startsWith("mosha: a node that is cut off has stopped everything after 1.7 s; "), first);
        return first;
    }

    @Test
    void whatKeepsRemoteJmxFromOpeningIsAnError() throws IOException {
        write("etc/cltab", "");
        write("etc/hactl", "");
        Path passwords = home.resolve("jmx.passwords");
        String[] check = {"check", "-D", "jmx.port=9010", "-D", "jmx.password-file=" + passwords};
        String begin = "-D:0: error: jmx.password-file " + passwords;
        assertEquals(new Said(1, begin + " is not there: 'mosha passwd USER --role control' makes it\n"), said(check));
        Files.writeString(passwords, "");
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-r-----"));
        assertEquals(new Said(1, begin + " is not its owner's alone: chmod 600 it\n"), said(check));
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
        assertEquals(
                new Said(
                        0,
                        "-D:0: warning: nobody can log in to remote JMX: " + passwords
                                + " has no user, 'mosha passwd' makes one\n"),
                said(check));
        Files.writeString(passwords, "alice\n");
        assertTrue(said(check).out().startsWith("-D:0: error: " + passwords + ":1: "));
        // without a port it is not read
        assertEquals(new Said(0, ""), said("check", "-D", "jmx.password-file=" + home.resolve("missing")));
    }

    @Test
    void whatIsWrongWithANamedFileIsShownAtTheSettingThatNamesIt() throws IOException {
        write("etc/cltab", "");
        write("etc/hactl", "");
        Path store = home.resolve("node.p12");
        Path config = write(
                "etc/mosha.properties",
                "# remote\njmx.port=9010\njmx.password-file=jmx.passwords\njmx.access-file=roles\njmx.tls=true\n"
                        + "jmx.key-store=node.p12\njmx.key-store-password-file=node.p12.password\n");
        assertBegins(config + ":3: error: jmx.password-file ");
        secret("jmx.passwords", "");
        assertBegins(config + ":4: error: jmx.access-file ");
        secret("roles", "bob boss\n");
        assertBegins(config + ":4: error: " + home.resolve("roles") + ":1: ");
        secret("roles", "");
        assertBegins(config + ":7: error: jmx.key-store-password-file " + store + ".password");
        secret("node.p12.password", "long enough");
        assertBegins(config + ":6: error: the key store " + store + " is not there");
    }

    private void secret(String name, String text) throws IOException {
        Files.setPosixFilePermissions(write(name, text), PosixFilePermissions.fromString("rw-------"));
    }

    private void assertBegins(String line) {
        Said said = said("check");
        assertTrue(said.exitCode() == 1 && said.out().startsWith(line), said::toString);
    }

    @Test
    void aSecretThatIsMissingIsShownAtTheSettingThatNamesItAndOneThatNobodyNamedAtTheNodes() throws IOException {
        write("etc/cltab", "");
        write("etc/hactl", "");
        String cluster = "engine=zookeeper\nnodes=1=192.0.2.1,2=192.0.2.2,3=::1\nmynode=1\n";
        Path config = write("etc/mosha.properties", cluster);
        assertBegins(config + ":2: error: nodes on several machines need protection");
        write("etc/mosha.properties", cluster + "secret.file=word\n");
        assertBegins(config + ":4: error: secret.file " + home.resolve("word") + " is not there");
        write("etc/mosha.properties", cluster + "\ntls.dir=keys\n");
        assertBegins(config + ":5: error: there are no keys in " + home.resolve("keys/node1"));
    }

    private record Said(int exitCode, String out) {}

    private Said said(String... args) {
        Outcome outcome = Outcome.of(home, args);
        return new Said(outcome.exitCode(), outcome.out());
    }

    @Test
    void keysThatEndSoonAreWarnedOf() throws IOException {
        write("etc/cltab", "");
        write("etc/hactl", "");
        Outcome.of(home, "tls", "init", "--days", "20", "-D", "nodes=1=localhost");
        Outcome outcome =
                Outcome.of(home, "check", "-D", "engine=zookeeper", "-D", "mynode=1", "-D", "nodes=1=localhost");
        assertEquals(0, outcome.exitCode());
        assertTrue(
                outcome.out().startsWith("-D:0: warning: " + home.resolve("etc/tls/node1/node.p12") + " ends on "),
                outcome.out());
    }

    @Test
    void aNamedFileThatCannotBeReadIsExitCode2() throws IOException {
        Outcome missing = Outcome.of(home, "check", "--cltab", "missing");
        assertEquals(
                new Outcome(2, "", "mosha: " + home.resolve("missing") + " cannot be read: no such file\n"), missing);
        assertEquals(2, Outcome.of(home, "check", "--hactl", ".").exitCode());
    }

    @Test
    void aDefaultFileThatIsMissingIsAnError() throws IOException {
        write("etc/cltab", "");
        Outcome outcome = Outcome.of(home, "check");
        assertEquals(1, outcome.exitCode());
        assertEquals(home.resolve("etc/hactl") + ":0: error: cannot be read: no such file\n", outcome.out());
    }

    private Path write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
