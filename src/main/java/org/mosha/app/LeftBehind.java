package org.mosha.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.mosha.exec.ControlGroup;
import org.mosha.exec.Leftover;
import org.mosha.exec.Leftovers;
import org.slf4j.Logger;

/** What daemons that were killed have left running. */
final class LeftBehind {
    private static final Duration TERM = Duration.ofSeconds(2);
    private static final Duration KILL = Duration.ofSeconds(5);
    /** How long it has to end by itself where a daemon has the time to wait for it. */
    private static final Duration PATIENT_TERM = Duration.ofSeconds(10);

    private LeftBehind() {}

    /** Stops it all; whether nothing is left. */
    static boolean stop(Path varDir) throws IOException, InterruptedException {
        if (!Files.isDirectory(varDir)) {
            return true;
        }
        Path real = varDir.toRealPath();
        // no life of a daemon has an empty name, so this is about all of them
        Leftovers leftovers = new Leftovers(real.toString(), "", real);
        return leftovers.stop(leftovers.find(), TERM, KILL).isEmpty() && ControlGroup.clear(real);
    }

    /** Stops it before a daemon starts anything itself; returns what lives on. */
    static List<Leftover> stop(Logger log, Leftovers leftovers) throws IOException, InterruptedException {
        List<Leftover> found = leftovers.find();
        if (found.isEmpty()) {
            return found;
        }
        log.warn("an earlier daemon has left {} processes running, which are stopped first: {}", found.size(), found);
        return leftovers.stop(found, PATIENT_TERM, KILL);
    }
}
