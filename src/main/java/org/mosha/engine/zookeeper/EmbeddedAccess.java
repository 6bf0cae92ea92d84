package org.mosha.engine.zookeeper;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.server.auth.SASLAuthenticationProvider;
import org.mosha.trust.NodeKeys;
import org.mosha.trust.Protection;
import org.mosha.trust.Secret;

/**
 * The protection of an ensemble whose peers are in the daemons.
 *
 * <p>A peer's client port is for the daemon that it is part of, and for nobody else: it takes who knows a secret that
 * this JVM has drawn for itself. Whatever protects the cluster, a client is therefore the user {@code mosha}, to whom
 * every znode belongs, and the cluster can get another secret or another authority without losing what it has written.
 *
 * <p>The peers' ports, which others reach, take who has a key of the cluster's authority, or knows its secret.
 */
final class EmbeddedAccess implements EnsembleAccess {
    private static final String SERVER = "mosha-server";
    private static final String CLIENT = "mosha-client";
    private static final String PEER_SERVER = "mosha-peer-server";
    private static final String PEER_LEARNER = "mosha-peer-learner";

    private static final String FIPS_MODE = "fips-mode";

    /** A connection on which nothing is said keeps the next one waiting for so long. */
    private static final String HANDSHAKE_MILLIS = "500";

    private final Map<String, String> peer;

    private EmbeddedAccess(Map<String, String> peer) {
        this.peer = Map.copyOf(peer);
    }

    /** Sets up a protection in this JVM. */
    static EmbeddedAccess of(Protection protection) {
        MemoryLogins logins = MemoryLogins.installed();
        logins.addServer(SERVER, logins.own());
        logins.addClient(CLIENT, logins.own());
        Map<String, String> peer = new TreeMap<>(clientPort());
        if (protection instanceof Protection.Keys keys) {
            peer.putAll(tls(keys.own()));
        } else if (protection instanceof Protection.Shared shared) {
            peer.putAll(sasl(logins, shared.secret()));
        }
        return new EmbeddedAccess(peer);
    }

    /**
     * What the peer's configuration needs for it, beside its ports.
     *
     * @return names as a ZooKeeper configuration file has them, with their values
     */
    Map<String, String> peer() {
        return peer;
    }

    @Override
    public ZKClientConfig client() {
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty("zookeeper." + FIPS_MODE, "false");
        config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "true");
        config.setProperty(ZKClientConfig.LOGIN_CONTEXT_NAME_KEY, CLIENT);
        // asked for by name only where there is Kerberos: no look-up of loopback's name
        config.setProperty(ZKClientConfig.ZK_SASL_CLIENT_CANONICALIZE_HOSTNAME, "false");
        return config;
    }

    @Override
    public List<ACL> acl() {
        // one that can be asked whether it has a null, which the client does
        return Collections.singletonList(new ACL(ZooDefs.Perms.ALL, new Id("sasl", MemoryLogins.USER)));
    }

    /** Who does not know the secret gets no answer, whatever a znode's list of access says; no four-letter words. */
    private static Map<String, String> clientPort() {
        return Map.of(
                "authProvider.mosha",
                SASLAuthenticationProvider.class.getName(),
                "enforce.auth.enabled",
                "true",
                "enforce.auth.schemes",
                "sasl",
                "sasl.serverconfig",
                SERVER,
                // ZooKeeper's word for: no digests, which is all that there is without Kerberos
                FIPS_MODE,
                "false",
                // but srvr (version, role, counters), which ZooKeeper adds to any list
                "4lw.commands.whitelist",
                "",
                "admin.enableServer",
                "false");
    }

    /** Both sides show a certificate of the cluster's authority; who connects sees that it reached the host it meant. */
    private static Map<String, String> tls(NodeKeys keys) {
        String passwordFile = keys.passwordFile().toString();
        return Map.ofEntries(
                Map.entry("sslQuorum", "true"),
                Map.entry("sslQuorumReloadCertFiles", "true"),
                Map.entry("ssl.quorum.keyStore.location", keys.keyStore().toString()),
                Map.entry("ssl.quorum.keyStore.type", "PKCS12"),
                Map.entry("ssl.quorum.keyStore.passwordPath", passwordFile),
                Map.entry("ssl.quorum.trustStore.location", keys.trustStore().toString()),
                Map.entry("ssl.quorum.trustStore.type", "PKCS12"),
                Map.entry("ssl.quorum.trustStore.passwordPath", passwordFile),
                Map.entry("ssl.quorum.clientAuth", "need"),
                Map.entry("ssl.quorum.hostnameVerification", "true"),
                // the address that a peer comes from is often none of its certificate's, and would be looked up
                Map.entry("ssl.quorum.clientHostnameVerification", "false"),
                Map.entry("ssl.quorum.enabledProtocols", "TLSv1.3"),
                Map.entry("ssl.quorum.handshakeDetectionTimeoutMillis", HANDSHAKE_MILLIS));
    }

    private static Map<String, String> sasl(MemoryLogins logins, Secret secret) {
        logins.addServer(PEER_SERVER, secret);
        logins.addClient(PEER_LEARNER, secret);
        return Map.of(
                "quorum.auth.enableSasl", "true",
                "quorum.auth.learnerRequireSasl", "true",
                "quorum.auth.serverRequireSasl", "true",
                "quorum.auth.learner.saslLoginContext", PEER_LEARNER,
                "quorum.auth.server.saslLoginContext", PEER_SERVER);
    }
}
