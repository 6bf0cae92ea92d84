package org.mosha.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.mosha.cli.PidFile.Found;
import org.mosha.cli.PidFile.State;

/**
 * What demos have left that were killed themselves: their daemons end when they are gone, but their directories stay,
 * and with them whatever a user has started there.
 */
final class DemoLeftovers {
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration STOP = Duration.ofSeconds(30);

    private final LeftoverStopper stopper;

    DemoLeftovers(LeftoverStopper stopper) {
        this.stopper = stopper;
    }

    /** Something that is told to the user. */
    interface Told {
        void say(String sentence);
    }

    /** Removes the demos of this user beside this one that nobody runs any more. */
    void sweep(DemoFiles mine, Told told) throws IOException {
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(mine.directory().getParent(), DemoFiles.PREFIX + "*")) {
            for (Path directory : found) {
                boolean own = Files.getOwner(directory).equals(Files.getOwner(mine.directory()));
                // one without a pid may just be made
                if (own && PidFile.in(directory).look().state() == State.DEAD) {
                    remove(new DemoFiles(directory), told);
                }
            }
        }
    }

    private void remove(DemoFiles left, Told told) {
        told.say("an earlier demo was killed: removing " + left.directory());
        try {
            for (int node = 1; node <= DemoCluster.NODES; node++) {
                if (Files.isDirectory(left.varDir(node)) && !end(left.varDir(node))) {
                    told.say("processes of its node " + node + " cannot be ended");
                    return;
                }
            }
            left.remove();
        } catch (IOException e) {
            told.say("cannot remove " + left.directory() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean end(Path varDir) throws IOException, InterruptedException {
        PidFile pidFile = PidFile.in(varDir);
        Found daemon = pidFile.look();
        if (daemon.state() == State.ALIVE) {
            ProcessHandle.of(daemon.pid()).ifPresent(ProcessHandle::destroy);
        }
        long end = System.nanoTime() + STOP.toNanos();
        while (pidFile.look().state() == State.ALIVE) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return stopper.stop(varDir);
    }
}
