package org.mosha.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.mosha.config.Cltab;
import org.mosha.config.Hactl;
import org.mosha.config.Settings;
import org.mosha.engine.ConfigChecks;
import org.mosha.engine.directory.DirectoryEngine;
import org.mosha.engine.directory.DirectoryLayout;
import org.mosha.engine.directory.DirectorySetup;
import org.mosha.engine.directory.ProcessSpace;
import org.mosha.engine.zookeeper.EngineSetup;
import org.mosha.engine.zookeeper.ZooKeeperEngine;
import org.mosha.model.NodeId;
import org.mosha.node.ClusterEngine;
import org.mosha.trust.Protection;

/**
 * Makes the engine that the settings name.
 *
 * @param settings the settings
 * @param self this node
 * @param incarnation which life of its daemon this is
 * @param host the name of this host, for people
 * @param layout where the cluster's files are
 * @param varDir this daemon's directory
 */
record Engines(Settings settings, NodeId self, String incarnation, String host, DirectoryLayout layout, Path varDir) {
    private static final Duration POLL = Duration.ofMillis(900);

    /**
     * Makes it; nothing of it begins yet.
     *
     * @param protection whom the ZooKeeper engine trusts; empty for the directory engine
     * @return the engine
     * @throws IOException when what it has on disk cannot be read
     */
    ClusterEngine make(Optional<Protection> protection) throws IOException {
        return protection.isPresent()
                ? new ZooKeeperEngine(setup(protection.get()), new SystemClocks(), checks())
                : new DirectoryEngine(setup(), POLL, new SystemClocks(), checks());
    }

    /** What tells a version of the operator's files that counts. */
    static ConfigChecks checks() {
        return new ConfigChecks(
                text -> !Cltab.parse("cltab", text).hasErrors(),
                text -> !Hactl.parse("hactl", text).hasErrors());
    }

    private DirectorySetup setup() {
        return new DirectorySetup(
                layout,
                self,
                host,
                settings.mfsbaseGiven() ? ProcessSpace.of(varDir) : ProcessSpace.WITHIN_VAR_DIR,
                incarnation,
                settings.timeout(),
                settings.sessionTimeout());
    }

    private EngineSetup setup(Protection trusted) {
        return new EngineSetup(
                self,
                host,
                incarnation,
                settings.nodes(),
                settings.zookeeperConnect(),
                layout.base(self),
                varDir.resolve("zookeeper"),
                settings.times(),
                settings.timeout(),
                trusted);
    }
}
