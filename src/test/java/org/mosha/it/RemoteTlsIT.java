package org.mosha.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.cli.Outcome;

/** Remote JMX with TLS that wants clients' certificates: who has no good one does not even get to log in. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RemoteTlsIT {
    private static final int LATE = Order.DEFAULT + 1;

    @TempDir
    static Path dir;

    private static DaemonUnderTest daemon;
    private static Certificates certificates;
    private static int port;
    private static String nodesHere;

    @BeforeAll
    static void start() throws Exception {
        port = Ports.free();
        certificates = new Certificates(dir);
        certificates.selfSigned("node", "-1d", 30);
        certificates.selfSigned("over", "-9d", 1);
        certificates.selfSigned("client", "-1d", 30);
        certificates.selfSigned("stranger", "-1d", 30);
        Path believed = dir.resolve("believed.pem");
        Files.writeString(
                believed, Files.readString(certificates.pem("client")) + Files.readString(certificates.pem("over")));
        daemon = new DaemonUnderTest(dir);
        daemon.cltab("web:httpd:start:respawn:exec sleep 1000");
        daemon.hactl("web start");
        Remote.prepare(daemon, port);
        key("node")
                .with("jmx.tls", "true")
                .with("jmx.key-store-password-file", certificates.passwordFile().toString())
                .with("jmx.trust-store", believed.toString())
                .with("jmx.client-certificates", "true");
        daemon.start();
        daemon.awaitRunning("web");
        nodesHere = daemon.askHere("nodes");
    }

    private static DaemonUnderTest key(String name) {
        return daemon.with("jmx.key-store", certificates.store(name).toString());
    }

    @AfterAll
    static void end() throws IOException {
        daemon.close();
    }

    @Test
    void aClientWithoutACertificateIsRefused() throws Exception {
        assertRefused(nodes("node"), "cannot connect to 127.0.0.1:" + port);
        daemon.awaitLog("remote JMX: refused: a connection from 127.0.0.1: Empty client certificate chain");
    }

    @Test
    void aClientWithACertificateThatIsOverIsRefusedAlthoughItIsInTheTrustStore() throws Exception {
        assertRefused(nodes("node", "over"), "cannot connect to 127.0.0.1:" + port);
    }

    @Test
    void aClientWithTheCertificateOfAStrangerIsRefused() throws Exception {
        assertRefused(nodes("node", "stranger"), "cannot connect to 127.0.0.1:" + port);
    }

    @Test
    void aDaemonThatTheClientDoesNotBelieveGetsNoPassword() throws Exception {
        assertRefused(nodes("stranger", "client"), "unable to find valid certification path");
    }

    @Test
    void plainTextIsRefused() throws Exception {
        assertThrows(
                RemoteException.class,
                () -> LocateRegistry.getRegistry("127.0.0.1", port).lookup("jmxrmi"));
        assertRefused(Remote.verb(daemon, port, Remote.CONTROL, "nodes"), "does the daemon want --tls?");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write("JRMI\0\2K".getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(answer.length() < 20 && !answer.contains("127.0.0.1"), answer);
        }
        daemon.awaitLog("remote JMX: refused: a connection from 127.0.0.1: Unsupported or unrecognized SSL message");
    }

    /** Those that were refused have done nothing to the others. */
    @Test
    @Order(LATE)
    void anHonestClientIsServed() throws Exception {
        assertEquals(new Outcome(0, nodesHere, ""), nodes("node", "client"));
    }

    /** This changes the daemon for good. */
    @Test
    @Order(LATE + 1)
    void aDaemonWhoseCertificateIsOverIsNotBelievedAndNoClientCertificateIsNeededUnlessItIsAskedFor() throws Exception {
        daemon.ask("stop");
        key("over").with("jmx.client-certificates", "false").start();
        assertRefused(nodes("over"), "the daemon's certificate is over");
        daemon.ask("stop");
        key("node").start();
        assertEquals(0, nodes("node").exitCode());
        Outcome asJconsole = daemon.withEnvironment(
                        "MOSHA_JAVA_OPTS",
                        "-Djavax.net.ssl.trustStoreType=PKCS12 -Djavax.net.ssl.trustStorePassword="
                                + Certificates.PASSWORD + " -Djavax.net.ssl.trustStore="
                                + certificates.store("node"))
                .mosha(remote("--tls"));
        assertEquals("", asJconsole.err());
        assertEquals(0, asJconsole.exitCode());
    }

    private static void assertRefused(Outcome outcome, String part) {
        assertEquals(1, outcome.exitCode(), outcome.out());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().contains(part), outcome.err());
    }

    /** Runs {@code nodes}, and believes one certificate; as somebody without a certificate, or with that of a name. */
    private static Outcome nodes(String believed, String... own) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(
                List.of("--trust-store", certificates.pem(believed).toString()));
        for (String name : own) {
            options.addAll(List.of(
                    "--key-store",
                    certificates.store(name).toString(),
                    "--key-store-password-file",
                    certificates.passwordFile().toString()));
        }
        return daemon.mosha(remote(options.toArray(new String[0])));
    }

    private static String[] remote(String... options) {
        List<String> line = new ArrayList<>(List.of("nodes", "--url", "127.0.0.1:" + port, "--user", Remote.READ));
        line.addAll(List.of(
                "--password-file", daemon.file(Remote.READ + ".password").toString()));
        // a busy machine may take longer than the usual 10 s
        line.addAll(List.of("--url-timeout", "60"));
        line.addAll(List.of(options));
        return line.toArray(new String[0]);
    }
}
