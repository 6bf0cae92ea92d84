package org.mosha.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A file that nobody else changes meanwhile: who replaces it holds the lock on the one that is there. */
final class LockedFile implements Closeable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final HeldDirectory directory;
    private final Path name;
    private final FileChannel channel;
    private final PosixFileAttributes seen;

    private LockedFile(HeldDirectory directory, Path name, FileChannel channel, PosixFileAttributes seen) {
        this.directory = directory;
        this.name = name;
        this.channel = channel;
        this.seen = seen;
    }

    /**
     * Takes a file, as soon as nobody else has it.
     *
     * @param directory the directory that it is in
     * @param name its name there
     * @param make whether to make an empty one, for its owner alone, when there is none
     * @return the file; empty when there is none
     * @throws IOException when it cannot be had, or others have had it for too long
     */
    static Optional<LockedFile> take(HeldDirectory directory, Path name, boolean make) throws IOException {
        long begin = System.nanoTime();
        while (true) {
            Optional<PosixFileAttributes> seen = directory.look(name);
            if (seen.isPresent()) {
                Optional<LockedFile> taken = tryTake(directory, name, seen.get());
                if (taken.isPresent()) {
                    return taken;
                }
            } else if (make) {
                make(directory, name);
            } else {
                return Optional.empty();
            }
            if (System.nanoTime() - begin >= PATIENCE.toNanos()) {
                throw new IOException("somebody else is changing it all the time");
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private static void make(HeldDirectory directory, Path name) throws IOException {
        try {
            directory
                    .open(name, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                    .close();
        } catch (FileAlreadyExistsException e) {
            // made by somebody else in between
            return;
        }
    }

    /** Empty when another has it, or has replaced it before it was locked. */
    private static Optional<LockedFile> tryTake(HeldDirectory directory, Path name, PosixFileAttributes seen)
            throws IOException {
        if (!seen.isRegularFile()) {
            throw new IOException("it is not a regular file");
        }
        try {
            FileChannel channel = openForBoth(directory, name);
            if (isLocked(channel)
                    && directory.look(name).filter(now -> isSame(now, seen)).isPresent()) {
                return Optional.of(new LockedFile(directory, name, channel, seen));
            }
            channel.close();
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Only who may write a file may lock it. */
    private static FileChannel openForBoth(HeldDirectory directory, Path name) throws IOException {
        try {
            return directory.open(name, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (AccessDeniedException e) {
            directory.restrict(name);
            return directory.open(name, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** A number alone is not enough: that of a file which is gone is given to the next one. */
    private static boolean isSame(PosixFileAttributes one, PosixFileAttributes other) {
        return one.isRegularFile()
                && one.fileKey().equals(other.fileKey())
                && one.lastModifiedTime().equals(other.lastModifiedTime());
    }

    /** Reads all of it. */
    byte[] read() throws IOException {
        channel.position(0);
        return Channels.newInputStream(channel).readAllBytes();
    }

    /** Puts a new one in its place, of the same owner, and for that one alone. */
    void replace(byte[] content) throws IOException {
        directory.replace(name, ByteBuffer.wrap(content), seen.owner());
    }

    /** Lets go of it; the next one looks at what is there now. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
