package org.mosha.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What systemd has done when the daemon has died. It kills all that is left of the unit, the daemon's guard included,
 * which then proves nothing to the other nodes; so the unit runs {@code mosha bury} after that, which starts another
 * guard with the words that are written down here.
 */
public final class Burial {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.guard");
    private static final String NAME = "burial";

    private final Optional<Path> file;

    /**
     * Finds the place.
     *
     * @param environment the daemon's: {@code RUNTIME_DIRECTORY} is the unit's
     */
    public Burial(Map<String, String> environment) {
        file = Optional.ofNullable(environment.get("RUNTIME_DIRECTORY"))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .filter(Files::isDirectory)
                .map(directory -> directory.resolve(NAME));
    }

    /**
     * Writes down what is to be done. Without it other nodes wait until the lease is over, and that is all.
     *
     * @param post what the daemon's guard guards
     */
    public void order(GuardPost post) {
        List<String> words = post.burial();
        if (file.isPresent() && !words.isEmpty()) {
            try {
                Files.writeString(file.get(), String.join("\0", words) + "\0");
            } catch (IOException e) {
                LOG.warn("cannot write {}: {}", file.get(), e.toString());
            }
        }
    }

    /** Takes it back, as everything was stopped in order. */
    public void cancel() {
        try {
            if (file.isPresent()) {
                Files.deleteIfExists(file.get());
            }
        } catch (IOException e) {
            LOG.warn("cannot delete {}: {}", file.get(), e.toString());
        }
    }
}
