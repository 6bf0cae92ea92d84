package org.mosha.cli;

import java.io.IOException;
import java.nio.file.Path;

/** Stops what a daemon that was killed has left running. */
@FunctionalInterface
public interface LeftoverStopper {
    /**
     * Stops every process that a daemon of this {@code var.dir} started, and waits until it is gone.
     *
     * @param varDir the daemon's directory; no daemon may have it at present
     * @return whether nothing is left
     * @throws IOException when what the daemon wrote down cannot be read
     * @throws InterruptedException when the thread is interrupted
     */
    boolean stop(Path varDir) throws IOException, InterruptedException;
}
