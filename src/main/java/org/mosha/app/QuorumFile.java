package org.mosha.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.mosha.engine.Replacement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many nodes the quorum remembers, across the daemon's lives: the file {@code quorum} in its var.dir. */
final class QuorumFile {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.start");

    private final Path file;
    private final int configured;
    private final Path mfsbase;

    /**
     * The file of a daemon.
     *
     * @param varDir where the daemon keeps what is its own
     * @param configured how many nodes the settings name; 0 when they name none
     * @param mfsbase the directory that holds all nodes' directories
     */
    QuorumFile(Path varDir, int configured, Path mfsbase) {
        this.file = varDir.resolve("quorum");
        this.configured = configured;
        this.mfsbase = mfsbase;
    }

    /**
     * Reads it.
     *
     * @return what was remembered, 0 when nothing was; all nodes that are known when the file is damaged, since a part of
     *     the cluster must not go on for having forgotten the rest
     * @throws IOException when it is damaged and the nodes cannot be counted
     */
    int load() throws IOException {
        try {
            int nodes = Integer.parseInt(Files.readString(file).trim());
            if (nodes >= 0) {
                return nodes;
            }
            return all("it says " + nodes);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException | NumberFormatException e) {
            return all(e.toString());
        }
    }

    void store(int nodes) {
        try {
            Replacement.writeThrough(file, (nodes + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.error("cannot remember the quorum of {} nodes: {}", nodes, e.toString());
        }
    }

    private int all(String damage) throws IOException {
        int nodes = configured > 0 ? configured : directories();
        LOG.warn(
                "{} is damaged ({}): the quorum remembers {} nodes, which are all that are known;"
                        + " 'mosha quorum --reset N' sets another number",
                file,
                damage,
                nodes);
        return nodes;
    }

    private int directories() throws IOException {
        try (Stream<Path> entries = Files.list(mfsbase)) {
            return (int) entries.filter(
                            entry -> entry.getFileName().toString().matches("[1-9][0-9]*") && Files.isDirectory(entry))
                    .count();
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
