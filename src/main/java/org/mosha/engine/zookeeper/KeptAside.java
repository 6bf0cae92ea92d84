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

/** What is damaged is kept beside a peer's copy, for whoever wants to find out how that came, or wants it back. */
final class KeptAside {
    private static final String COPIES = "damaged-";
    private static final String FILES = "unneeded-";
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
        Path target = place(COPIES, now);
        try {
            Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
            removeOld(COPIES);
            return target;
        } catch (IOException e) {
            throw new IOException(IoReason.cannot("put aside", copy, e), e);
        }
    }

    /**
     * Puts some files of a copy aside, and removes the oldest of them if there are many.
     *
     * @param files the files, one at least
     * @param now the present time
     * @return in which directory they are now
     * @throws IOException when they cannot be moved
     */
    Path add(List<Path> files, Instant now) throws IOException {
        Path target = place(FILES, now);
        try {
            Files.createDirectories(target);
            for (Path file : files) {
                Files.move(file, target.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
            removeOld(FILES);
            return target;
        } catch (IOException e) {
            throw new IOException(IoReason.cannot("put aside", files.get(0), e), e);
        }
    }

    private Path place(String prefix, Instant now) {
        return directory.resolve(prefix + TIME.format(now));
    }

    private void removeOld(String prefix) throws IOException {
        List<Path> all = all(prefix);
        for (Path old : all.subList(0, Math.max(0, all.size() - MOST))) {
            FileUtils.deleteDirectory(old.toFile());
        }
    }

    /** The newest copy; empty if there is none. */
    Optional<Path> newest() throws IOException {
        return all(COPIES).stream().reduce((older, newer) -> newer);
    }

    private List<Path> all(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }
}
