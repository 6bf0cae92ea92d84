package org.mosha.trust;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

/**
 * A node's key with its certificate, and whom it trusts: the files {@code node.p12} and {@code trust.p12} (PKCS#12) of
 * one directory, and {@code password}, whose first line is the password of both.
 */
public final class NodeKeys {
    static final String KEY_STORE = "node.p12";
    static final String TRUST_STORE = "trust.p12";
    static final String PASSWORD = "password";

    private final Path directory;
    private final String password;
    private final List<X509Certificate> chain;
    private final List<X509Certificate> authorities;

    private NodeKeys(Path directory, String password, List<X509Certificate> chain, List<X509Certificate> authorities) {
        this.directory = directory;
        this.password = password;
        this.chain = chain;
        this.authorities = authorities;
    }

    /**
     * Reads a node's keys.
     *
     * @param directory where they are
     * @return the keys; their certificate is of an authority that is trusted, but may have ended
     * @throws TrustProblem when a file is missing, damaged or open to others, or they do not belong together
     */
    public static NodeKeys read(Path directory) throws TrustProblem {
        String password = Passwords.of(OwnerOnly.read(directory.resolve(PASSWORD)));
        Path keyFile = directory.resolve(KEY_STORE);
        KeyStore keys = KeyStoreFile.read(keyFile, password);
        List<String> names = KeyStoreFile.keys(keys, keyFile);
        if (names.size() != 1) {
            throw new TrustProblem(keyFile + " has " + names.size() + " private keys: expected one");
        }
        List<X509Certificate> chain = Arrays.stream(
                        KeyStoreFile.key(keys, keyFile, names.get(0), password).getCertificateChain())
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast)
                .toList();
        Path trustFile = directory.resolve(TRUST_STORE);
        List<X509Certificate> authorities = KeyStoreFile.trusted(KeyStoreFile.read(trustFile, password), trustFile);
        if (authorities.stream().noneMatch(one -> isOf(one, chain.get(chain.size() - 1)))) {
            throw new TrustProblem(keyFile + " is not of an authority that " + trustFile + " has");
        }
        return new NodeKeys(directory, password, chain, authorities);
    }

    private static boolean isOf(X509Certificate authority, Certificate certificate) {
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /**
     * The key store.
     *
     * @return a PKCS#12 file with the node's private key and certificates
     */
    public Path keyStore() {
        return directory.resolve(KEY_STORE);
    }

    /**
     * The trust store.
     *
     * @return a PKCS#12 file with the certificates of the authorities that are trusted
     */
    public Path trustStore() {
        return directory.resolve(TRUST_STORE);
    }

    /**
     * The file of the password.
     *
     * @return a file whose first line is the password of both stores and of the key
     */
    public Path passwordFile() {
        return directory.resolve(PASSWORD);
    }

    /**
     * The password of both stores and of the key.
     *
     * @return the password
     */
    public String password() {
        return password;
    }

    /**
     * What the node's certificate says.
     *
     * @return whom it is about, its hosts and its time
     */
    public CertificateInfo certificate() {
        return CertificateInfo.of(chain.get(0));
    }

    /**
     * What the certificates of the authorities say that are trusted.
     *
     * @return one or more
     */
    public List<CertificateInfo> authorities() {
        return authorities.stream().map(CertificateInfo::of).toList();
    }
}
