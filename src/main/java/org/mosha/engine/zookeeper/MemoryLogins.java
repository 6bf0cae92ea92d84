package org.mosha.engine.zookeeper;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import org.apache.zookeeper.server.auth.DigestLoginModule;
import org.mosha.trust.Secret;

/**
 * The logins that ZooKeeper looks up in this JVM's JAAS configuration, from memory: no file has their passwords. What
 * it does not know, it asks the configuration that was there before.
 */
final class MemoryLogins extends Configuration {
    /** The one user that there is. */
    static final String USER = "mosha";

    private final Optional<Configuration> others;
    private final Secret own = Secret.random();
    private final Map<String, Map<String, String>> sections = new ConcurrentHashMap<>();

    private MemoryLogins(Optional<Configuration> others) {
        this.others = others;
    }

    /** Makes them this JVM's, unless they are. */
    static MemoryLogins installed() {
        synchronized (MemoryLogins.class) {
            Optional<Configuration> present = present();
            if (present.isPresent() && present.get() instanceof MemoryLogins logins) {
                return logins;
            }
            MemoryLogins logins = new MemoryLogins(present);
            Configuration.setConfiguration(logins);
            return logins;
        }
    }

    private static Optional<Configuration> present() {
        try {
            return Optional.of(Configuration.getConfiguration());
        } catch (SecurityException e) {
            // the JDK's word for: nobody has configured any
            return Optional.empty();
        }
    }

    /** A secret that only this JVM has. */
    Secret own() {
        return own;
    }

    /** Adds a section of one who lets in who knows a secret. */
    void addServer(String section, Secret secret) {
        sections.put(section, Map.of("user_" + USER, secret.value()));
    }

    /** Adds a section of one who knows a secret. */
    void addClient(String section, Secret secret) {
        sections.put(section, Map.of("username", USER, "password", secret.value()));
    }

    @Override
    public AppConfigurationEntry[] getAppConfigurationEntry(String section) {
        Map<String, String> options = sections.get(section);
        if (options == null) {
            return others.map(configuration -> configuration.getAppConfigurationEntry(section))
                    .orElse(null);
        }
        return new AppConfigurationEntry[] {
            new AppConfigurationEntry(DigestLoginModule.class.getName(), LoginModuleControlFlag.REQUIRED, options)
        };
    }
}
