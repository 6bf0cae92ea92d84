package org.mosha.jmx.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys and certificates of one end of a TLS connection.
 *
 * @param key the end's own key and certificate, if it has some
 * @param trust whom it believes; empty: whom the JDK believes
 */
public record TlsStores(Optional<Store> key, Optional<Store> trust) {
    /** No key, and the JDK's trust. */
    public static final TlsStores NONE = new TlsStores(Optional.empty(), Optional.empty());

    private static final Logger LOG = LoggerFactory.getLogger(TlsStores.class);

    /**
     * A key store that was read.
     *
     * @param file where it is
     * @param content what is in it
     * @param password its password
     */
    public record Store(Path file, KeyStore content, char[] password) {
        private static Store read(Path file, char[] password) throws IOException {
            if (!Files.isRegularFile(file)) {
                throw new IOException("the key store " + file + " is not there");
            }
            try {
                return new Store(file, KeyStore.getInstance(file.toFile(), password), password);
            } catch (IOException | GeneralSecurityException e) {
                String why =
                        e.getCause() instanceof UnrecoverableKeyException ? "the password is wrong" : e.getMessage();
                throw new IOException("the key store " + file + " cannot be read: " + why, e);
            }
        }
    }

    /**
     * Adds a key.
     *
     * @param file a PKCS12 or JKS file
     * @param password its password
     * @return these with it
     * @throws IOException when it cannot be read, with a sentence that says so
     */
    public TlsStores withKey(Path file, char[] password) throws IOException {
        return new TlsStores(Optional.of(Store.read(file, password)), trust);
    }

    /**
     * Adds trust.
     *
     * @param file a PKCS12 or JKS file of certificates
     * @param password its password
     * @return these with it
     * @throws IOException when it cannot be read, with a sentence that says so
     */
    public TlsStores withTrust(Path file, char[] password) throws IOException {
        return new TlsStores(key, Optional.of(Store.read(file, password)));
    }

    /**
     * Makes a context of them. It believes no certificate whose time is over, not even one that is in the store itself.
     *
     * @return the context
     * @throws IOException when they do not fit, with a sentence that says so
     */
    public SSLContext context() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(), new TrustManager[] {new InTime(believed())}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be used: " + e.getMessage(), e);
        }
    }

    private KeyManager[] keys() throws IOException, GeneralSecurityException {
        if (key.isEmpty()) {
            return null;
        }
        KeyStore content = key.get().content();
        boolean found = false;
        for (String alias : Collections.list(content.aliases())) {
            if (content.isKeyEntry(alias)) {
                found = true;
                warnOfEnd(alias, content);
            }
        }
        if (!found) {
            throw new IOException("the key store " + key.get().file() + " has no private key");
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(content, key.get().password());
        return factory.getKeyManagers();
    }

    private void warnOfEnd(String alias, KeyStore content) throws GeneralSecurityException {
        if (content.getCertificate(alias) instanceof X509Certificate certificate) {
            try {
                certificate.checkValidity();
            } catch (CertificateException e) {
                LOG.warn(
                        "the certificate {} in {} is not valid now: {}",
                        alias,
                        key.get().file(),
                        e.getMessage());
            }
        }
    }

    private X509ExtendedTrustManager believed() throws IOException, GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trust.map(Store::content).orElse(null));
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager found) {
                return found;
            }
        }
        throw new IOException("this JDK cannot check certificates");
    }
}
