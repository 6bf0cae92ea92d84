package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.mosha.engine.IoReason;

/**
 * How long this machine has been up. A power cut may have lost heartbeats that this node's peer had acknowledged; the
 * leases that came of them count from before the cut, so that they are over some time after the machine is up again.
 */
final class Uptime {
    private final Path file;

    /**
     * Looks at nothing yet.
     *
     * @param file where the kernel tells it
     */
    Uptime(Path file) {
        this.file = file;
    }

    static Uptime ofThisMachine() {
        return new Uptime(Path.of("/proc/uptime"));
    }

    /**
     * How much is missing until it has been up for so long.
     *
     * @throws IOException when the kernel does not tell, with a sentence that says why
     */
    Duration missing(Duration wanted) throws IOException {
        try {
            String seconds = Files.readString(file, StandardCharsets.US_ASCII).split(" ")[0];
            Duration up = Duration.ofMillis((long) (Double.parseDouble(seconds) * 1000));
            return up.compareTo(wanted) < 0 ? wanted.minus(up) : Duration.ZERO;
        } catch (IOException e) {
            throw new IOException(IoReason.cannot("read", file, e), e);
        }
    }
}
