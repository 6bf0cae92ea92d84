package org.mosha.engine;

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
public final class WatchedFile {
    /** The most that is read of a file, in bytes. */
    public static final int MOST_BYTES = 16 << 20;

    private static final long GRAIN_NANOS = 2_000_000_000L;

    /**
     * What tells one version from the next without reading it.
     *
     * @param size its size
     * @param time its time
     * @param key its inode, where there is such a thing
     */
    public record Stamp(long size, FileTime time, Object key) {}

    private final Path path;
    private final boolean always;
    private Optional<Stamp> stamp = Optional.empty();
    private Optional<FileContent> content = Optional.empty();
    private Optional<String> trouble = Optional.empty();
    private long stampedNanos;

    /**
     * A file that has not been looked at yet.
     *
     * @param path where it is
     */
    public WatchedFile(Path path) {
        this(path, false);
    }

    private WatchedFile(Path path, boolean always) {
        this.path = path;
        this.always = always;
    }

    /**
     * A small file that is read at each look: a network filesystem shows a file's attributes late, but a file that is
     * opened as it is.
     *
     * @param path where it is
     * @return the file, not looked at yet
     */
    public static WatchedFile readEachTime(Path path) {
        return new WatchedFile(path, true);
    }

    /**
     * Looks.
     *
     * @return whether stamp, content or trouble are others than before
     */
    public boolean look() {
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

    /**
     * Where it is.
     *
     * @return its path
     */
    public Path path() {
        return path;
    }

    /**
     * Tells whether there is a file.
     *
     * @return true also when it cannot be read
     */
    public boolean exists() {
        return stamp.isPresent();
    }

    /**
     * What it was like at the last look.
     *
     * @return its stamp; empty when there was no file
     */
    public Optional<Stamp> stamp() {
        return stamp;
    }

    /**
     * Its content as of the last look.
     *
     * @return empty when there was no file, or it could not be read
     */
    public Optional<FileContent> content() {
        return content;
    }

    /**
     * Why it could not be read.
     *
     * @return a sentence; empty when it could, or did not exist
     */
    public Optional<String> trouble() {
        return trouble;
    }

    /**
     * Its time as of the last look.
     *
     * @return empty when there was no file
     */
    public Optional<FileTime> time() {
        return stamp.map(Stamp::time);
    }

    /**
     * Tells whether it is still as it was at the last look.
     *
     * @return false also when that cannot be found out
     */
    public boolean isUnchanged() {
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
