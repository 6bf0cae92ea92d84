package org.mosha.engine.zookeeper;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.zookeeper.ClientCnxnSocketNetty;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.mosha.trust.NodeKeys;
import org.mosha.trust.Protection;

/**
 * The protection of what a cluster has in an external ensemble, which others may use as well: by TLS with a node's key,
 * whose subject is the same for all nodes, or as the user {@code mosha} with the cluster's secret.
 */
final class ExternalAccess implements EnsembleAccess {
    private static final String CLIENT = "mosha-external";

    private final Map<String, String> client;
    private final List<ACL> acl;

    private ExternalAccess(Map<String, String> client, List<ACL> acl) {
        this.client = Map.copyOf(client);
        this.acl = acl;
    }

    /** Sets up a protection in this JVM. */
    static ExternalAccess of(Protection protection) {
        if (protection instanceof Protection.Keys keys) {
            return new ExternalAccess(
                    tls(keys.own()), only("x509", keys.own().certificate().subject()));
        }
        if (protection instanceof Protection.Shared shared) {
            MemoryLogins.installed().addClient(CLIENT, shared.secret());
            return new ExternalAccess(sasl(), only("sasl", MemoryLogins.USER));
        }
        return new ExternalAccess(Map.of(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false"), ZooDefs.Ids.OPEN_ACL_UNSAFE);
    }

    @Override
    public ZKClientConfig client() {
        ZKClientConfig config = new ZKClientConfig();
        client.forEach(config::setProperty);
        return config;
    }

    @Override
    public List<ACL> acl() {
        return acl;
    }

    private static List<ACL> only(String scheme, String id) {
        return Collections.singletonList(new ACL(ZooDefs.Perms.ALL, new Id(scheme, id)));
    }

    private static Map<String, String> tls(NodeKeys keys) {
        String passwordFile = keys.passwordFile().toString();
        return Map.ofEntries(
                Map.entry(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false"),
                Map.entry(ZKClientConfig.SECURE_CLIENT, "true"),
                Map.entry(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET, ClientCnxnSocketNetty.class.getName()),
                Map.entry("zookeeper.ssl.keyStore.location", keys.keyStore().toString()),
                Map.entry("zookeeper.ssl.keyStore.type", "PKCS12"),
                Map.entry("zookeeper.ssl.keyStore.passwordPath", passwordFile),
                Map.entry("zookeeper.ssl.trustStore.location", keys.trustStore().toString()),
                Map.entry("zookeeper.ssl.trustStore.type", "PKCS12"),
                Map.entry("zookeeper.ssl.trustStore.passwordPath", passwordFile),
                Map.entry("zookeeper.ssl.hostnameVerification", "true"));
    }

    private static Map<String, String> sasl() {
        return Map.of(
                ZKClientConfig.ENABLE_CLIENT_SASL_KEY,
                "true",
                ZKClientConfig.LOGIN_CONTEXT_NAME_KEY,
                CLIENT,
                ZKClientConfig.ZK_SASL_CLIENT_CANONICALIZE_HOSTNAME,
                "false",
                "zookeeper.fips-mode",
                "false");
    }
}
