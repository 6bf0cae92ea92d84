package org.mosha.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.mosha.engine.IoReason;

/**
 * The daemon's own directory, which one daemon has at a time: the one that holds the lock on its
 * {@code mosha.lock}. The kernel drops the lock with the process, however it ends.
 */
final class VarDir implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private VarDir(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Takes the directory, making it when it is missing; empty when another daemon has it. */
    static Optional<VarDir> take(Path path) throws StartFailure {
        try {
            makeDirectories(path);
            FileChannel channel = openLock(path.resolve("mosha.lock"));
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new VarDir(path.toRealPath(), channel));
        } catch (IOException e) {
            throw new StartFailure("cannot use var.dir " + path + ": " + IoReason.of(e));
        }
    }

    /** Who could open it could lock it as well, and no daemon would start any more. */
    private static FileChannel openLock(Path lock) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileChannel channel = FileChannel.open(lock, options, permissions("rw-------"));
        try {
            Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            // another user's, who has made it as it is
        }
        return channel;
    }

    /** Nobody else may write here; what commands print is for this user and its group only. */
    private static void makeDirectories(Path path) throws IOException {
        Files.createDirectories(path, permissions("rwxr-xr-x"));
        Path log = path.resolve("log");
        Files.createDirectories(log, permissions("rwxr-x---"));
        // without a log nobody would see what the daemon does
        Files.newOutputStream(log.resolve("mosha.log"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                .close();
    }

    private static FileAttribute<?> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    Path path() {
        return path;
    }

    Path log() {
        return path.resolve("log");
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
