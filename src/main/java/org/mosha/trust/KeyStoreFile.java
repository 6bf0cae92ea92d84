package org.mosha.trust;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A PKCS#12 file that only its owner may read. */
final class KeyStoreFile {
    private static final String TYPE = "PKCS12";

    private KeyStoreFile() {}

    /** Reads a key store. */
    static KeyStore read(Path file, String password) throws TrustProblem {
        byte[] content = OwnerOnly.read(file);
        try {
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(new ByteArrayInputStream(content), password.toCharArray());
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new TrustProblem(file + " is no PKCS#12 key store, or has another password", e);
        }
    }

    /** Writes a key store that has one entry: a private key with its certificates. */
    static void writeKey(Path file, String password, String alias, KeyStore.PrivateKeyEntry key) throws TrustProblem {
        write(file, password, alias, key, new KeyStore.PasswordProtection(password.toCharArray()));
    }

    /** Writes a key store that has one entry: a certificate that is trusted. */
    static void writeTrusted(Path file, String password, String alias, Certificate trusted) throws TrustProblem {
        write(file, password, alias, new KeyStore.TrustedCertificateEntry(trusted), null);
    }

    private static void write(
            Path file, String password, String alias, KeyStore.Entry entry, KeyStore.ProtectionParameter protection)
            throws TrustProblem {
        try {
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(null, null);
            store.setEntry(alias, entry, protection);
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            store.store(content, password.toCharArray());
            OwnerOnly.write(file, content.toByteArray());
        } catch (IOException e) {
            throw new TrustProblem("cannot write " + file + ": " + OwnerOnly.reason(e), e);
        } catch (GeneralSecurityException e) {
            throw new TrustProblem("cannot make " + file + ": " + e.getMessage(), e);
        }
    }

    /** The private key of an entry with its certificates. */
    static KeyStore.PrivateKeyEntry key(KeyStore store, Path file, String alias, String password) throws TrustProblem {
        try {
            KeyStore.Entry entry = store.getEntry(alias, new KeyStore.PasswordProtection(password.toCharArray()));
            if (entry instanceof KeyStore.PrivateKeyEntry key) {
                return key;
            }
            throw new TrustProblem(file + " has no private key of the name " + alias);
        } catch (GeneralSecurityException e) {
            throw new TrustProblem(file + ": the private key has another password than the store", e);
        }
    }

    /** The names of the entries that are private keys. */
    static List<String> keys(KeyStore store, Path file) throws TrustProblem {
        try {
            List<String> keys = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    keys.add(alias);
                }
            }
            return keys;
        } catch (GeneralSecurityException e) {
            throw new TrustProblem(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The certificates that are trusted. */
    static List<X509Certificate> trusted(KeyStore store, Path file) throws TrustProblem {
        try {
            List<X509Certificate> trusted = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isCertificateEntry(alias) && store.getCertificate(alias) instanceof X509Certificate one) {
                    trusted.add(one);
                }
            }
            return trusted;
        } catch (GeneralSecurityException e) {
            throw new TrustProblem(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
