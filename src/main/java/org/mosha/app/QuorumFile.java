package org.mosha.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many nodes the quorum remembers, across the daemon's lives: the file {@code quorum} in its var.dir. */
final class QuorumFile {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.start");

    private final Path file;

    QuorumFile(Path varDir) {
        this.file = varDir.resolve("quorum");
    }

    /** What was remembered; 0 when nothing was, or the file is damaged. */
    int load() {
        try {
            return Math.max(0, Integer.parseInt(Files.readString(file).trim()));
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException | NumberFormatException e) {
            LOG.warn("{} is damaged: the quorum remembers nothing ({})", file, e.toString());
            return 0;
        }
    }

    void store(int nodes) {
        try {
            Path fresh = file.resolveSibling("quorum.new");
            Files.writeString(fresh, nodes + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.error("cannot remember the quorum of {} nodes: {}", nodes, e.toString());
        }
    }
}
