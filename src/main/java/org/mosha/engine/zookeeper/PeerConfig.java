package org.mosha.engine.zookeeper;

import java.util.Map;
import java.util.Properties;
import org.apache.zookeeper.metrics.impl.NullMetricsProvider;

/** Makes the configuration of this node's embedded peer: everything that is not ZooKeeper's own default. */
final class PeerConfig {
    /** The client port is for this node's own daemon only. */
    static final String CLIENT_HOST = "127.0.0.1";

    /** How long a peer that looks for a leader waits at least until it asks again. ZooKeeper reads it once in a JVM. */
    private static final String LEAST_INTERVAL = "zookeeper.fastleader.minNotificationInterval";

    /** The same at most. */
    static final String LONGEST_INTERVAL = "zookeeper.fastleader.maxNotificationInterval";

    /**
     * Less than the time between two knocks of a leader: whoever hears one waits anew, and would never ask the others,
     * without whose word it follows nobody.
     */
    static final String LONGEST_INTERVAL_MILLIS = Long.toString(Elections.KNOCK_NANOS / 1_000_000 * 7 / 10);

    private static final int CONNECT_MILLIS = 500;
    private static final int SNAPSHOT_TRANSACTIONS = 20_000;
    private static final int LOG_CHUNK_KILOBYTES = 1024;
    private static final int MOST_CLIENTS = 16;

    private final EngineSetup setup;
    private final EmbeddedAccess access;

    PeerConfig(EngineSetup setup, EmbeddedAccess access) {
        this.setup = setup;
        this.access = access;
    }

    /** The settings of the peer itself, beside which peers there are. */
    Properties properties() {
        Properties all = new Properties();
        all.putAll(access.peer());
        all.setProperty("dataDir", setup.data().toString());
        all.setProperty("tickTime", Long.toString(setup.times().tick().toMillis()));
        all.setProperty("initLimit", Integer.toString(setup.times().initLimit()));
        all.setProperty("syncLimit", Integer.toString(setup.times().syncLimit()));
        all.setProperty(
                "connectToLearnerMasterLimit",
                Integer.toString(2 * setup.times().syncLimit()));
        // the session is what was asked for, and nothing else
        String session = Long.toString(setup.times().session().toMillis());
        all.setProperty("minSessionTimeout", session);
        all.setProperty("maxSessionTimeout", session);
        all.setProperty("maxClientCnxns", Integer.toString(MOST_CLIENTS));
        all.setProperty("quorumListenOnAllIPs", "false");
        // one peer alone is a quorum as well, so that others can be added to it
        all.setProperty("standaloneEnabled", "false");
        all.setProperty("reconfigEnabled", "true");
        // nobody reads what each request would add to
        all.setProperty("metricsProvider.className", NullMetricsProvider.class.getName());
        return all;
    }

    /** What ZooKeeper takes from the JVM's properties only. */
    Map<String, String> system() {
        return Map.ofEntries(
                Map.entry("zookeeper.jmx.log4j.disable", "true"),
                // an empty copy has no vote: it may have been lost
                Map.entry("zookeeper.db.autocreate", "false"),
                // with TLS it would take as long as the network is silent until a connection to a lost peer is closed
                Map.entry("zookeeper.learner.closeSocketAsync", "true"),
                Map.entry("zookeeper.leader.closeSocketAsync", "true"),
                // the node's own daemon, as which nobody else gets in, may change the list of the peers
                Map.entry("zookeeper.superUser", MemoryLogins.USER),
                Map.entry("zookeeper.cnxTimeout", Integer.toString(CONNECT_MILLIS)),
                Map.entry(LEAST_INTERVAL, "50"),
                Map.entry(LONGEST_INTERVAL, LONGEST_INTERVAL_MILLIS),
                // the pause between two tries to join a new leader; PromptFollower goes on trying
                Map.entry("zookeeper.leaderConnectDelayDuringRetryMs", "25"),
                Map.entry("zookeeper.snapCount", Integer.toString(SNAPSHOT_TRANSACTIONS)),
                Map.entry("zookeeper.preAllocSize", Integer.toString(LOG_CHUNK_KILOBYTES)),
                // a handful of requests a second need no pools
                Map.entry("zookeeper.nio.numSelectorThreads", "1"),
                Map.entry("zookeeper.nio.numWorkerThreads", "0"),
                Map.entry("zookeeper.commitProcessor.numWorkerThreads", "0"),
                Map.entry("zookeeper.serverCnxnFactory", "org.apache.zookeeper.server.NIOServerCnxnFactory"));
    }
}
