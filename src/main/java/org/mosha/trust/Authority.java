package org.mosha.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A cluster's own certificate authority: the files {@code ca.p12} and {@code password} of one directory. It signs the
 * certificates of the cluster's nodes and nothing else, so that who has one of its certificates is a node.
 *
 * <p>All nodes' certificates have one subject, and differ in their hosts: ZooKeeper knows a client by its subject, and
 * what one node has written all of them must be able to read.
 */
public final class Authority {
    /** How long an authority is good. */
    public static final int DAYS = 3650;

    private static final String KEY_STORE = "ca.p12";
    private static final String PASSWORD = "password";
    private static final String CA_ALIAS = "ca";
    private static final String NODE_ALIAS = "node";
    /** Clocks differ: what is made here must be good at once on a node whose clock is late. */
    private static final int SINCE_YESTERDAY = -1;

    private static final int NAME_BYTES = 4;

    private final Path directory;
    private final String password;
    private final X509Certificate certificate;

    private Authority(Path directory, String password, X509Certificate certificate) {
        this.directory = directory;
        this.password = password;
        this.certificate = certificate;
    }

    /**
     * Makes an authority with a name of its own.
     *
     * @param directory its directory, which must not exist
     * @return the authority
     * @throws TrustProblem when it cannot be made
     */
    public static Authority make(Path directory) throws TrustProblem {
        byte[] name = new byte[NAME_BYTES];
        new SecureRandom().nextBytes(name);
        String password = Passwords.draw();
        try {
            OwnerOnly.makeDirectory(directory);
            OwnerOnly.write(directory.resolve(PASSWORD), Passwords.line(password));
            Keytool.makeKeys(
                    directory.resolve(KEY_STORE),
                    directory.resolve(PASSWORD),
                    CA_ALIAS,
                    new CertificateRequest(
                            "CN=Mosha CA, OU=" + HexFormat.of().formatHex(name),
                            List.of("bc:critical=ca:true,pathlen:0", "ku:critical=keyCertSign,cRLSign"),
                            SINCE_YESTERDAY,
                            DAYS,
                            Optional.empty()));
            OwnerOnly.restrict(directory.resolve(KEY_STORE));
        } catch (IOException e) {
            throw new TrustProblem("cannot make " + directory + ": " + OwnerOnly.reason(e), e);
        }
        return open(directory);
    }

    /**
     * Opens an authority.
     *
     * @param directory its directory
     * @return the authority
     * @throws TrustProblem when it is not there, damaged, or open to others
     */
    public static Authority open(Path directory) throws TrustProblem {
        String password = Passwords.of(OwnerOnly.read(directory.resolve(PASSWORD)));
        Path file = directory.resolve(KEY_STORE);
        KeyStore store = KeyStoreFile.read(file, password);
        Certificate certificate =
                KeyStoreFile.key(store, file, CA_ALIAS, password).getCertificate();
        if (certificate instanceof X509Certificate x509) {
            return new Authority(directory, password, x509);
        }
        throw new TrustProblem(file + " has no X.509 certificate");
    }

    /**
     * What its certificate says.
     *
     * @return its name and its time
     */
    public CertificateInfo certificate() {
        return CertificateInfo.of(certificate);
    }

    /**
     * Makes a node's keys.
     *
     * @param target the directory for them, which must not exist
     * @param hosts the names and addresses by which others reach the node, at least one
     * @param days for how many days they are good
     * @throws TrustProblem when they cannot be made; what is half made is the caller's to delete
     */
    public void issue(Path target, List<String> hosts, int days) throws TrustProblem {
        issue(target, hosts, days, Passwords.draw());
    }

    /** Makes a node's keys with a given password. */
    void issue(Path target, List<String> hosts, int days, String keyPassword) throws TrustProblem {
        issue(target, hosts, SINCE_YESTERDAY, days - SINCE_YESTERDAY, keyPassword);
    }

    /** Makes a node's keys that are good from a day on, counted from now, for some days. */
    void issue(Path target, List<String> hosts, int startDays, int days, String keyPassword) throws TrustProblem {
        CertificateRequest request = new CertificateRequest(
                certificate.getSubjectX500Principal().getName().replaceFirst("CN=[^,]*", "CN=Mosha node"),
                List.of("eku=serverAuth,clientAuth", "ku:critical=digitalSignature", HostNames.extension(hosts)),
                startDays,
                days,
                Optional.of(CA_ALIAS));
        try {
            OwnerOnly.makeDirectory(target);
            sign(target, request, keyPassword);
        } catch (IOException e) {
            throw new TrustProblem("cannot make " + target + ": " + OwnerOnly.reason(e), e);
        }
    }

    /** Has keytool sign in a copy of the authority's store, and takes the node's entry out of that. */
    private void sign(Path target, CertificateRequest request, String own) throws TrustProblem, IOException {
        Path signed = target.resolve("signed.p12");
        OwnerOnly.write(signed, OwnerOnly.read(directory.resolve(KEY_STORE)));
        Keytool.makeKeys(signed, directory.resolve(PASSWORD), NODE_ALIAS, request);
        KeyStore.PrivateKeyEntry key =
                KeyStoreFile.key(KeyStoreFile.read(signed, password), signed, NODE_ALIAS, password);
        Files.delete(signed);
        OwnerOnly.write(target.resolve(NodeKeys.PASSWORD), Passwords.line(own));
        KeyStoreFile.writeKey(target.resolve(NodeKeys.KEY_STORE), own, NODE_ALIAS, key);
        KeyStoreFile.writeTrusted(target.resolve(NodeKeys.TRUST_STORE), own, CA_ALIAS, certificate);
    }
}
