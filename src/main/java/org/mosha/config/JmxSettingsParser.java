package org.mosha.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the settings of remote JMX, and tells what of them does not fit together. */
final class JmxSettingsParser {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[?(0*:)+0*1]?", Pattern.CASE_INSENSITIVE);
    private static final Set<String> ANY = Set.of("0.0.0.0", "::", "[::]");

    private final SettingsSource source;
    private final Path home;

    JmxSettingsParser(SettingsSource source, Path home) {
        this.source = source;
        this.home = home;
    }

    JmxSettings settings() {
        return new JmxSettings(
                port(),
                source.value(Setting.JMX_HOST, SettingKinds::host),
                path(Setting.JMX_PASSWORD_FILE),
                path(Setting.JMX_ACCESS_FILE),
                source.value(Setting.JMX_TLS, SettingKinds::bool),
                path(Setting.JMX_KEY_STORE),
                path(Setting.JMX_KEY_STORE_PASSWORD_FILE),
                path(Setting.JMX_TRUST_STORE),
                path(Setting.JMX_TRUST_STORE_PASSWORD_FILE),
                source.value(Setting.JMX_CLIENT_CERTIFICATES, SettingKinds::bool));
    }

    private OptionalInt port() {
        Optional<Integer> port = source.optional(Setting.JMX_PORT, Numbers::port);
        return port.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private Optional<Path> path(Setting setting) {
        return source.optional(setting, text -> SettingKinds.path(home, text));
    }

    /** Without a port, the rest may be prepared in any state. */
    void together(JmxSettings jmx) {
        if (jmx.port().isEmpty()) {
            return;
        }
        if (jmx.passwordFile().isEmpty()) {
            missing(Setting.JMX_PORT, Setting.JMX_PASSWORD_FILE);
        }
        host(jmx);
        if (jmx.tls() && jmx.keyStore().isEmpty()) {
            missing(Setting.JMX_TLS, Setting.JMX_KEY_STORE);
        }
        if (jmx.keyStore().isPresent() && jmx.keyStorePasswordFile().isEmpty()) {
            missing(Setting.JMX_KEY_STORE, Setting.JMX_KEY_STORE_PASSWORD_FILE);
        }
        if (jmx.clientCertificates() && jmx.trustStore().isEmpty()) {
            missing(Setting.JMX_CLIENT_CERTIFICATES, Setting.JMX_TRUST_STORE);
        }
        if (jmx.clientCertificates() && !jmx.tls()) {
            missing(Setting.JMX_CLIENT_CERTIFICATES, Setting.JMX_TLS);
        }
    }

    private void host(JmxSettings jmx) {
        if (ANY.contains(jmx.host())) {
            source.error(
                    Setting.JMX_HOST,
                    Words.quote(jmx.host()) + " is no address that clients could be sent to: expected one address of "
                            + "this machine");
        } else if (!jmx.tls() && !LOOPBACK.matcher(jmx.host()).matches()) {
            source.error(
                    Setting.JMX_HOST,
                    Words.quote(jmx.host()) + " needs jmx.tls=true: without TLS only a loopback address will do, such "
                            + "as 127.0.0.1");
        }
    }

    private void missing(Setting needs, Setting what) {
        source.error(needs, "needs " + what + ", which is not set");
    }
}
