package org.mosha.engine.directory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;

/**
 * A file that is looked at again and again, and read only when its size, time or inode changed, or did so a moment
 * ago: within the filesystem's grain of time a second change would not show.
 */
final class WatchedFile {
    /** The most that is read of a file. */
    static final int MOST_BYTES = 16 << 20;

    private static final long GRAIN_NANOS = 2_000_000_000L;

    /** What tells one version from the next without reading it. */
    record Stamp(long size, FileTime time, Object key) {}

    private final Path path;
    private final boolean always;
    private Optional<Stamp> stamp = Optional.empty();
    private Optional<FileContent> content = Optional.empty();
    private Optional<String> trouble = Optional.empty();
    private long stampedNanos;

    WatchedFile(Path path) {
        this(path, false);
    }

    private WatchedFile(Path path, boolean always) {
        this.path = path;
        this.always = always;
    }

    /**
     * A small file that is read at each look: a network filesystem shows a file's attributes late, but a file that is
     * opened as it is.
     */
    static WatchedFile readEachTime(Path path) {
        return new WatchedFile(path, true);
    }

    /** Looks; tells whether stamp, content or trouble are others than before. */
    boolean look() {
        Optional<Stamp> stampBefore = stamp;
        Optional<String> hashBefore = content.map(FileContent::hash);
        Optional<String> troubleBefore = trouble;
        try {
            stamp = stat();
            if (!stamp.equals(stampBefore)) {
                stampedNanos = System.nanoTime();
            }
            if (!stamp.equals(stampBefore)
                    || trouble.isPresent()
                    || always
                    || System.nanoTime() - stampedNanos < GRAIN_NANOS) {
                read();
            }
        } catch (NoSuchFileException e) {
            stamp = Optional.empty();
            content = Optional.empty();
            trouble = Optional.empty();
        } catch (IOException e) {
            content = Optional.empty();
            trouble = Optional.of(IoReason.cannot("read", path, e));
        }
        return !stamp.equals(stampBefore)
                || !content.map(FileContent::hash).equals(hashBefore)
                || !trouble.equals(troubleBefore);
    }

    Path path() {
        return path;
    }

    /** Whether there is a file, readable or not. */
    boolean exists() {
        return stamp.isPresent();
    }

    Optional<Stamp> stamp() {
        return stamp;
    }

    /** Its content; empty when there is none, or it cannot be read. */
    Optional<FileContent> content() {
        return content;
    }

    /** Why it cannot be read; empty when it can, or does not exist. */
    Optional<String> trouble() {
        return trouble;
    }

    /** Its time; empty when there is no file. */
    Optional<FileTime> time() {
        return stamp.map(Stamp::time);
    }

    /** Whether it is still as it was at the last look. */
    boolean isUnchanged() {
        try {
            return stat().equals(stamp);
        } catch (IOException e) {
            return false;
        }
    }

    private Optional<Stamp> stat() throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            if (!now.isRegularFile()) {
                // a pipe would have the reader wait for ever
                throw new IOException("it is not a regular file");
            }
            return Optional.of(
                    new Stamp(now.size(), now.lastModifiedTime(), Objects.requireNonNullElse(now.fileKey(), "")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private void read() throws IOException {
        if (stamp.isEmpty()) {
            content = Optional.empty();
            trouble = Optional.empty();
            return;
        }
        requireBound(stamp.get().size());
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            requireBound(bytes.length);
            content = Optional.of(FileContent.of(bytes));
            trouble = Optional.empty();
        }
    }

    private static void requireBound(long size) throws IOException {
        if (size > MOST_BYTES) {
            throw new IOException("it is too large, at most " + (MOST_BYTES >> 20) + " MiB are read");
        }
    }
}
