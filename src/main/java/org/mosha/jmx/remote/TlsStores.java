package org.mosha.jmx.remote;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The keys and certificates of one end of a TLS connection.
 *
 * @param key the end's own key and certificate, if it has some
 * @param trust whom it believes; empty: whom the JDK believes
 */
public record TlsStores(Optional<TlsStore> key, Optional<TlsStore> trust) {
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
            return new KeyManager[0];
        }
        TlsStore store = key.get();
        if (store.keys().isEmpty()) {
            throw new IOException("the key store " + store.file() + " has no private key");
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store.content(), store.password());
        return factory.getKeyManagers();
    }

    private X509ExtendedTrustManager believed() throws IOException, GeneralSecurityException {
        KeyStore believed = null;
        if (trust.isPresent()) {
            believed = trust.get().content();
            if (believed.size() == 0) {
                throw new IOException(
                        "no certificate can be read in " + trust.get().file() + ": is its password missing?");
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(believed);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager found) {
                return found;
            }
        }
        throw new IOException("this JDK cannot check certificates");
    }
}
