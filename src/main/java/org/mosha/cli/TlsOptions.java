package org.mosha.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.mosha.jmx.remote.TlsStore;
import org.mosha.jmx.remote.TlsStores;
import picocli.CommandLine.Option;

/** The options that say how to speak TLS with a daemon elsewhere. */
final class TlsOptions {
    private final Place place;

    @Option(names = "--tls", description = "Speak TLS with the daemon at the URL; the trust is the JDK's.")
    private boolean tls;

    @Option(
            names = "--trust-store",
            paramLabel = "FILE",
            description = "Speak TLS, and believe the certificates in this file only: PKCS12, JKS or PEM.")
    private Path trustStore;

    @Option(
            names = "--trust-store-password-file",
            paramLabel = "FILE",
            description = "A file whose first line is the trust store's password.")
    private Path trustStorePassword;

    @Option(
            names = "--key-store",
            paramLabel = "FILE",
            description = "Your key and certificate, for a daemon that asks for one: PKCS12 or JKS.")
    private Path keyStore;

    @Option(
            names = "--key-store-password-file",
            paramLabel = "FILE",
            description = "A file whose first line is the key store's password.")
    private Path keyStorePassword;

    TlsOptions(Place place) {
        this.place = place;
    }

    /** Whether any of them was given. */
    boolean isGiven() {
        return tls || trustStore != null || keyStore != null || trustStorePassword != null || keyStorePassword != null;
    }

    /** What to speak TLS with; empty: do not. */
    Optional<SSLContext> context() throws Failure {
        if (!isGiven()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new TlsStores(store(keyStore, keyStorePassword), store(trustStore, trustStorePassword)).context());
        } catch (IOException e) {
            throw new Failure(Failure.USAGE, e.getMessage(), e);
        }
    }

    private Optional<TlsStore> store(Path file, Path passwordFile) throws Failure, IOException {
        if (file == null) {
            return Optional.empty();
        }
        String password = passwordFile == null ? "" : new Password(place).firstLine(passwordFile);
        return Optional.of(TlsStore.read(place.resolve(file), password.toCharArray()));
    }
}
