package org.mosha.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.mosha.exec.Leftovers;

/** What daemons that were killed have left running. */
final class LeftBehind {
    private static final Duration TERM = Duration.ofSeconds(2);
    private static final Duration KILL = Duration.ofSeconds(5);

    private LeftBehind() {}

    /** Stops it all; whether nothing is left. */
    static boolean stop(Path varDir) throws IOException, InterruptedException {
        if (!Files.isDirectory(varDir)) {
            return true;
        }
        Path real = varDir.toRealPath();
        // no life of a daemon has an empty name, so this is about all of them
        Leftovers leftovers = new Leftovers(real.toString(), "", real);
        return leftovers.stop(leftovers.find(), TERM, KILL).isEmpty();
    }
}
