package org.mosha.jmx.remote;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keys and certificates from one file: PKCS12 or JKS, or certificates as PEM text. */
public final class TlsStore {
    private static final String PEM = "-----BEGIN";

    private final Path file;
    private final KeyStore content;
    private final char[] password;

    private TlsStore(Path file, KeyStore content, char[] password) {
        this.file = file;
        this.content = content;
        this.password = password;
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @param password its password; empty for PEM, and for a store without one
     * @return what is in it
     * @throws IOException when it cannot be read, with a sentence that says so
     */
    public static TlsStore read(Path file, char[] password) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("the key store " + file + " is not there");
        }
        try {
            return new TlsStore(file, content(file, password), password.clone());
        } catch (IOException | GeneralSecurityException e) {
            String wrong = password.length == 0 ? "it needs a password" : "the password is wrong";
            String why = e.getCause() instanceof UnrecoverableKeyException ? wrong : e.getMessage();
            throw new IOException("the key store " + file + " cannot be read: " + why, e);
        }
    }

    private static KeyStore content(Path file, char[] password) throws IOException, GeneralSecurityException {
        byte[] bytes = Files.readAllBytes(file);
        if (!new String(bytes, StandardCharsets.ISO_8859_1).contains(PEM)) {
            return KeyStore.getInstance(file.toFile(), password);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (Certificate one :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes))) {
            store.setCertificateEntry(Integer.toString(store.size()), one);
        }
        return store;
    }

    Path file() {
        return file;
    }

    KeyStore content() {
        return content;
    }

    char[] password() {
        return password.clone();
    }

    /** The aliases of the private keys in it. */
    List<String> keys() throws GeneralSecurityException {
        List<String> keys = new ArrayList<>();
        for (String alias : Collections.list(content.aliases())) {
            if (content.isKeyEntry(alias)) {
                keys.add(alias);
            }
        }
        return keys;
    }

    /** A sentence for each key whose certificate is not valid now. */
    List<String> untimely() throws IOException {
        List<String> found = new ArrayList<>();
        try {
            for (String alias : keys()) {
                try {
                    ((X509Certificate) content.getCertificate(alias)).checkValidity();
                } catch (CertificateException e) {
                    found.add("the certificate " + alias + " in " + file + " is not valid now: " + e.getMessage());
                }
            }
            return found;
        } catch (GeneralSecurityException e) {
            throw new IOException("the key store " + file + " cannot be used: " + e.getMessage(), e);
        }
    }
}
