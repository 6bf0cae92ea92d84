package org.mosha.trust;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys as keytool makes them, and TLS connections with them. */
class AuthorityTest {
    private static final List<String> HERE = List.of("localhost", "127.0.0.1", "::1");

    @TempDir
    static Path directory;

    private static Authority authority;
    private static NodeKeys one;
    private static NodeKeys two;
    /** Another cluster's, with a node {@code stranger}. */
    private static Authority foreign;

    @BeforeAll
    static void make() throws TrustProblem {
        authority = Authority.make(directory.resolve("ca"));
        one = issue("one", HERE, -1, 10);
        two = issue("two", HERE, -1, 10);
        foreign = Authority.make(directory.resolve("foreign"));
        foreign.issue(directory.resolve("stranger"), HERE, 10);
    }

    private static NodeKeys issue(String name, List<String> hosts, int startDays, int days) throws TrustProblem {
        authority.issue(directory.resolve(name), hosts, startDays, days, Passwords.draw());
        return NodeKeys.read(directory.resolve(name));
    }

    /** A node's keys in another place: making others takes long. */
    private static Path copy(String node, String name) throws IOException {
        Path copy = Files.createDirectory(
                directory.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (Stream<Path> files = Files.list(directory.resolve(node))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return copy;
    }

    @Test
    void twoNodesAcceptEachOther() {
        assertDoesNotThrow(() -> Handshake.between(one, two));
        assertDoesNotThrow(() -> Handshake.between(two, one));
    }

    @Test
    void aNodeOfAnotherAuthorityIsRefusedByBothSides() throws TrustProblem {
        NodeKeys stranger = NodeKeys.read(directory.resolve("stranger"));

        assertThrows(IOException.class, () -> Handshake.between(stranger, one));
        assertThrows(SSLHandshakeException.class, () -> Handshake.between(one, stranger));
    }

    @Test
    void aStrangerWhoTrustsTheClusterIsRefusedForItsOwnKey() throws Exception {
        Path forged = copy("stranger", "forged");
        Files.delete(forged.resolve("trust.p12"));
        KeyStoreFile.writeTrusted(
                forged.resolve("trust.p12"),
                Passwords.of(OwnerOnly.read(forged.resolve("password"))),
                "ca",
                KeyStoreFile.trusted(KeyStoreFile.read(one.trustStore(), one.password()), one.trustStore())
                        .get(0));

        TrustProblem problem = assertThrows(TrustProblem.class, () -> NodeKeys.read(forged));

        assertTrue(problem.getMessage().contains("is not of an authority that"), problem.getMessage());
    }

    @Test
    void aNodeWhoseTimeIsOverIsRefusedByBothSides() throws TrustProblem {
        NodeKeys old = issue("old", HERE, -3, 1);

        assertTrue(old.certificate().flaw(Instant.now()).orElse("").startsWith("ended on "));
        assertThrows(IOException.class, () -> Handshake.between(old, one));
        assertThrows(SSLHandshakeException.class, () -> Handshake.between(one, old));
    }

    @Test
    void aNodeOnAnotherHostThanItsCertificateSaysIsRefused() throws TrustProblem {
        NodeKeys moved = issue("moved", List.of("host9"), -1, 10);

        assertThrows(SSLHandshakeException.class, () -> Handshake.between(one, moved));
    }

    @Test
    void theCertificateSaysHostsAndTime() {
        CertificateInfo info = one.certificate();
        Instant now = Instant.now();

        assertEquals(List.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"), info.hosts());
        assertEquals(authority.certificate().subject(), info.issuer());
        assertEquals(8, info.daysLeft(now));
        assertTrue(info.notice(now).orElse("").endsWith("in 8 days"));
        assertEquals(List.of(authority.certificate()), one.authorities());
        assertTrue(authority.certificate().daysLeft(now) > 3600);
        assertTrue(authority.certificate().notice(now).isEmpty());
    }

    @Test
    void allNodesHaveOneSubjectAndOtherClustersAnother() {
        assertEquals(one.certificate().subject(), two.certificate().subject());
        assertNotEquals(foreign.certificate().subject(), authority.certificate().subject());
        assertNotEquals(authority.certificate().subject(), one.certificate().subject());
    }

    @Test
    void nobodyButTheOwnerSeesAnyFile() throws IOException {
        for (Path directory : List.of(directory.resolve("ca"), directory.resolve("one"))) {
            assertEquals("rwx------", permissions(directory));
            try (var files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    assertEquals("rw-------", permissions(file), file.toString());
                }
            }
        }
    }

    @Test
    void aNodeGetsNothingOfTheAuthoritysKey() throws IOException {
        try (var files = Files.list(directory.resolve("one"))) {
            assertEquals(
                    List.of("node.p12", "password", "trust.p12"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertNotEquals(one.password(), two.password());
    }

    @Test
    void keysThatOthersCanReadAreRefused() throws Exception {
        NodeKeys open = NodeKeys.read(copy("one", "open"));
        Files.setPosixFilePermissions(open.keyStore(), PosixFilePermissions.fromString("rw-r-----"));

        TrustProblem problem = assertThrows(TrustProblem.class, () -> NodeKeys.read(directory.resolve("open")));

        assertTrue(problem.getMessage().endsWith("chmod 600 it"), problem.getMessage());
    }

    @Test
    void keysThatAreMissingOrDamagedAreNamed() throws Exception {
        NodeKeys damaged = NodeKeys.read(copy("one", "damaged"));
        Files.writeString(damaged.keyStore(), "no key store");

        assertTrue(assertThrows(TrustProblem.class, () -> NodeKeys.read(directory.resolve("damaged")))
                .getMessage()
                .startsWith(damaged.keyStore() + " is no PKCS#12 key store"));
        assertEquals(
                directory.resolve("none/password") + " is not there",
                assertThrows(TrustProblem.class, () -> NodeKeys.read(directory.resolve("none")))
                        .getMessage());
    }

    @Test
    void aHostThatNoCertificateCanHaveIsRefused() {
        for (String host : List.of("a,ip:10.0.0.1", "", "a b", "-a")) {
            assertThrows(TrustProblem.class, () -> HostNames.extension(List.of(host)), host);
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
