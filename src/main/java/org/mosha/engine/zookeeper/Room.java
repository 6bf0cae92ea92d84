package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.mosha.engine.IoReason;

/** Whether a peer can write its log. */
final class Room {
    /** A log takes a part of it at once, and a snapshot must be possible beside it. */
    private static final long NEEDED = 4L << 20;

    private static final int TRIAL = 4096;

    private final Path directory;

    /**
     * Looks at nothing yet.
     *
     * @param directory the directory of the peer's data
     */
    Room(Path directory) {
        this.directory = directory;
    }

    /** That there is too little space, as a sentence for people; empty when there is enough, or nobody can tell. */
    Optional<String> shortage() {
        long left;
        try {
            left = Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            return Optional.empty();
        }
        return left >= NEEDED
                ? Optional.empty()
                : Optional.of("the disk of " + directory + " is full: " + (left >> 10)
                        + " KB are free, expected at least " + (NEEDED >> 10));
    }

    /** Why a peer would not be able to write, as a sentence for people; empty when something could be written now. */
    Optional<String> trial() {
        Optional<String> shortage = shortage();
        if (shortage.isPresent()) {
            return shortage;
        }
        Path file = directory.resolve("trial");
        try {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.allocate(TRIAL));
                channel.force(true);
            }
            Files.delete(file);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(IoReason.cannot("write", file, e));
        }
    }
}
