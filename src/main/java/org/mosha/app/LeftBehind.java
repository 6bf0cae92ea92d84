package org.mosha.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.mosha.exec.ControlGroup;
import org.mosha.exec.Leftover;
import org.mosha.exec.Leftovers;

/** What daemons that were killed have left running. */
final class LeftBehind {
    private static final Duration KILL = Duration.ofSeconds(5);

    /** For who wants to be done with it, whatever its entries say. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private static final Leftovers.Patience HASTY = new Leftovers.Patience(SHORT, SHORT, KILL);

    /** How long it has to end by itself where a daemon has the time to wait for it. */
    private static final Duration PATIENT = Duration.ofSeconds(10);

    /** How long at most where its entries want more: etc/systemd/mosha.service allows a start 120 s. */
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private LeftBehind() {}

    /** Stops it all; whether nothing is left. */
    static boolean stop(Path varDir) throws IOException, InterruptedException {
        if (!Files.isDirectory(varDir)) {
            return true;
        }
        Path real = varDir.toRealPath();
        // no life of a daemon has an empty name, so this is about all of them
        Leftovers leftovers = new Leftovers(real.toString(), "", real);
        return leftovers.stop(leftovers.find(), HASTY).isEmpty() && ControlGroup.clear(real);
    }

    /**
     * Stops it before a daemon starts anything itself.
     *
     * @param leftovers finds it
     * @param varDir where the last daemon has written down its control group
     * @param alone whether no other node can have taken over what still runs here; where one can, as nobody has killed this
     *     in time, none of it is given more time than usual
     * @param told takes what is to be said
     * @throws StartFailure when some of it lives on
     * @throws IOException when it cannot be looked for
     */
    static void clear(Leftovers leftovers, Path varDir, boolean alone, Consumer<String> told)
            throws StartFailure, IOException {
        try {
            List<Leftover> alive = stop(leftovers, alone, told);
            if (!alive.isEmpty()) {
                throw new StartFailure("processes of an earlier daemon cannot be killed: " + alive);
            }
            if (!ControlGroup.clear(varDir)) {
                throw new StartFailure("an earlier daemon's control group cannot be emptied");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while stopping processes of an earlier daemon");
        }
    }

    private static List<Leftover> stop(Leftovers leftovers, boolean alone, Consumer<String> told)
            throws IOException, InterruptedException {
        List<Leftover> found = leftovers.find();
        if (found.isEmpty()) {
            return found;
        }
        told.accept(
                "an earlier daemon has left " + found.size() + " processes running, which are stopped first: " + found);
        return leftovers.stop(found, new Leftovers.Patience(PATIENT, alone ? LONGEST : PATIENT, KILL));
    }
}
