package org.mosha.jmx.remote;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.rmi.server.RMIClientSocketFactory;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.rmi.ssl.SslRMIClientSocketFactory;
import org.mosha.config.JmxSettings;
import org.mosha.config.Setting;

/** How the connector speaks: as it is, or with TLS. */
final class Tls {
    /** As it is. */
    static final Tls NONE = new Tls(Optional.empty(), false, List.of());

    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private final Optional<SSLContext> context;
    private final boolean clientCertificates;
    private final List<String> warnings;

    private Tls(Optional<SSLContext> context, boolean clientCertificates, List<String> warnings) {
        this.context = context;
        this.clientCertificates = clientCertificates;
        this.warnings = List.copyOf(warnings);
    }

    /** With the stores that the settings name; fails with a sentence. */
    static Tls read(JmxSettings settings) throws IOException {
        TlsStore key = store(
                settings.keyStore().orElseThrow(),
                Setting.JMX_KEY_STORE_PASSWORD_FILE,
                settings.keyStorePasswordFile());
        Optional<TlsStore> trust = Optional.empty();
        if (settings.clientCertificates()) {
            trust = Optional.of(store(
                    settings.trustStore().orElseThrow(),
                    Setting.JMX_TRUST_STORE_PASSWORD_FILE,
                    settings.trustStorePasswordFile()));
        }
        SSLContext context = new TlsStores(Optional.of(key), trust).context();
        return new Tls(Optional.of(context), settings.clientCertificates(), key.untimely());
    }

    /** What is worth a look at start, though it keeps no daemon from it. */
    List<String> warnings() {
        return warnings;
    }

    private static TlsStore store(Path file, Setting setting, Optional<Path> passwordFile) throws IOException {
        char[] password =
                passwordFile.isPresent() ? SecretFile.password(setting.key(), passwordFile.get()) : new char[0];
        return TlsStore.read(file, password);
    }

    /** What clients connect with: a class of the JDK, which heeds javax.net.ssl.trustStore; null for plain ones. */
    RMIClientSocketFactory clients() {
        return context.isPresent() ? new SslRMIClientSocketFactory() : null;
    }

    /** What is spoken over an accepted connection; the handshake comes with the first byte that is read. */
    Socket over(Socket raw) throws IOException {
        if (context.isEmpty()) {
            return raw;
        }
        SSLSocket socket = (SSLSocket) context.get().getSocketFactory().createSocket(raw, null, true);
        socket.setUseClientMode(false);
        socket.setEnabledProtocols(PROTOCOLS.toArray(new String[0]));
        socket.setNeedClientAuth(clientCertificates);
        return socket;
    }
}
