package org.mosha.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mosha.config.LastGoodFile;
import org.mosha.config.Settings;
import org.mosha.engine.IoReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the shipped cltab and hactl into the node base of somebody who just tries Mosha: only where no
 * {@code mfsbase} is set and there can be no other node, and never over a file, nor in the place of one that was
 * removed: nobody who removes his own groups wants those of the sample. In a cluster the first node to start would make
 * them everybody's, in the place of those that another node was given.
 */
final class Samples {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.start");

    private Samples() {}

    /** Whether they are for a node with such settings: one that others may share its files with has none of its own. */
    static boolean areFor(Settings settings) {
        return !settings.mfsbaseGiven()
                && settings.nodes().size() <= 1
                && settings.zookeeperConnect().isEmpty();
    }

    static void copyMissing(Path home, Path nodeBase) throws StartFailure {
        try {
            Files.createDirectories(nodeBase);
            for (String name : new String[] {"cltab", "hactl"}) {
                Path sample = home.resolve("etc").resolve(name);
                Path own = nodeBase.resolve(name);
                boolean missing = Files.notExists(own) && Files.notExists(LastGoodFile.of(nodeBase, name));
                if (missing && Files.isRegularFile(sample)) {
                    Files.copy(sample, own);
                    LOG.info("copied the sample {} to {}", sample, own);
                }
            }
        } catch (IOException e) {
            throw new StartFailure("cannot make the node base " + nodeBase + ": " + IoReason.of(e));
        }
    }
}
