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
    static final Tls NONE = new Tls(Optional.empty(), false);

    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private final Optional<SSLContext> context;
    private final boolean clientCertificates;

    private Tls(Optional<SSLContext> context, boolean clientCertificates) {
        this.context = context;
        this.clientCertificates = clientCertificates;
    }

    /** With the stores that the settings name; fails with a sentence. */
    static Tls of(JmxSettings settings) throws IOException {
        TlsStores stores = TlsStores.NONE.withKey(
                settings.keyStore().orElseThrow(),
                password(Setting.JMX_KEY_STORE_PASSWORD_FILE, settings.keyStorePasswordFile()));
        if (settings.clientCertificates()) {
            stores = stores.withTrust(
                    settings.trustStore().orElseThrow(),
                    password(Setting.JMX_TRUST_STORE_PASSWORD_FILE, settings.trustStorePasswordFile()));
        }
        return new Tls(Optional.of(stores.context()), settings.clientCertificates());
    }

    private static char[] password(Setting setting, Optional<Path> file) throws IOException {
        return SecretFile.password(setting.key(), file.orElseThrow());
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
