package org.mosha.engine.zookeeper;

import java.util.List;
import org.apache.curator.RetryPolicy;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.utils.ZookeeperFactory;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.ACL;

/** Makes the client of the ensemble: whom it talks to, and as whom. */
final class ClientConfig {
    /** What fails is tried again by who knows whether it is still wanted. */
    private static final RetryPolicy NEVER = (count, elapsed, sleeper) -> false;

    private final EngineSetup setup;
    private final EnsembleAccess access;

    ClientConfig(EngineSetup setup, EnsembleAccess access) {
        this.setup = setup;
        this.access = access;
    }

    /** A client that is not started yet, and gets its connections from a factory. */
    CuratorFramework client(ZookeeperFactory factory) {
        int session = Math.toIntExact(setup.times().session().toMillis());
        return CuratorFrameworkFactory.builder()
                .connectString(connectString())
                .ensembleTracker(false)
                .sessionTimeoutMs(session)
                .connectionTimeoutMs(session)
                // only the ensemble says that a session has expired: Handles goes on with the old one
                .simulatedSessionExpirationPercent(100)
                .retryPolicy(NEVER)
                .zookeeperFactory(factory)
                .dontUseContainerParents()
                .waitForShutdownTimeoutMs(session)
                .build();
    }

    /** How a connection is made. */
    ZKClientConfig connection() {
        return access.client();
    }

    /** Its own peer, which knows the ensemble's leader, or the external ensemble. */
    String connectString() {
        return setup.connect()
                .orElseGet(() -> PeerConfig.CLIENT_HOST + ":" + setup.address().clientPort());
    }

    /** Who may read and change the znodes that this node makes. */
    List<ACL> acl() {
        return access.acl();
    }
}
