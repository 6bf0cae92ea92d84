package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.mosha.engine.IoReason;

/** The damaged copies that are kept beside a peer's copy, for whoever wants to find out how that came. */
final class KeptAside {
    private static final String PREFIX = "damaged-";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final int MOST = 3;

    private final Path directory;

    /**
     * Changes nothing yet.
     *
     * @param directory the directory of the peer's data
     */
    KeptAside(Path directory) {
        this.directory = directory;
    }

    /**
     * Puts a copy aside, and removes the oldest of them if there are many.
     *
     * @param copy the copy
     * @param now the present time
     * @return where it is now
     * @throws IOException when it cannot be moved
     */
    Path add(Path copy, Instant now) throws IOException {
        Path target = directory.resolve(PREFIX + TIME.format(now));
        try {
            Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
            List<Path> all = all();
            for (Path old : all.subList(0, Math.max(0, all.size() - MOST))) {
                FileUtils.deleteDirectory(old.toFile());
            }
            return target;
        } catch (IOException e) {
            throw new IOException(IoReason.cannot("put aside", copy, e), e);
        }
    }

    /** The newest; empty if there is none. */
    Optional<Path> newest() throws IOException {
        return all().stream().reduce((older, newer) -> newer);
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(PREFIX))
                    .sorted()
                    .toList();
        }
    }
}
