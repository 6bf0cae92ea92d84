package org.mosha.exec;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mosha.linux.Libc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The named pipe that every command has to open before it is executed, and that the guard holds open as long as commands may
 * be started: see {@link SpawnGate}.
 */
public final class GatePipe {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.guard");
    private static final String PREFIX = "gate-";
    private static final int OWNER_ONLY = 0600;

    private GatePipe() {}

    /**
     * Makes the pipe of one life of the daemon, where the file system can have such a thing, in the place of those of
     * earlier lives. Each life has its own: what an earlier one was about to start must not pass the gate of this one.
     *
     * @param varDir where
     * @param incarnation names this life of the daemon
     * @return the pipe; empty when there can be none
     */
    public static Optional<Path> makeFor(Path varDir, String incarnation) {
        try (DirectoryStream<Path> earlier = Files.newDirectoryStream(varDir, PREFIX + "*")) {
            for (Path pipe : earlier) {
                // a guard of an earlier life may still hold it open
                Files.delete(pipe);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("cannot remove the gate of an earlier life: {}", e.getMessage());
            return Optional.empty();
        }
        return Optional.of(varDir.resolve(PREFIX + incarnation)).filter(GatePipe::make);
    }

    /**
     * Makes a pipe when it is not there.
     *
     * @param pipe where
     * @return whether it is there
     */
    static boolean make(Path pipe) {
        try {
            boolean made = Libc.mkfifo(CStrings.of(pipe.toString()), OWNER_ONLY) == 0;
            int errno = Libc.errno();
            if (made || errno == Libc.EEXIST && !Files.isRegularFile(pipe)) {
                return true;
            }
            throw new IOException(Libc.reason(errno));
        } catch (IOException e) {
            LOG.warn("cannot make the gate {}: {}", pipe, e.getMessage());
            return false;
        }
    }
}
