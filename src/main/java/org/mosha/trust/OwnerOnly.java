package org.mosha.trust;

import static java.nio.file.attribute.PosixFilePermission.GROUP_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.GROUP_READ;
import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Set;
import org.mosha.linux.ThisMachine;

/** Files and directories that nobody but their owner may read or write. */
public final class OwnerOnly {
    /** Key stores and secrets are small; what is larger is something else. */
    private static final int LARGEST = 1024 * 1024;

    private static final Set<PosixFilePermission> OF_OTHERS =
            Set.of(GROUP_READ, GROUP_WRITE, GROUP_EXECUTE, OTHERS_READ, OTHERS_WRITE, OTHERS_EXECUTE);

    private OwnerOnly() {}

    /**
     * Makes a directory (rwx------) that must not exist yet; those above it are made as usual.
     *
     * @param directory the directory
     * @throws IOException when it cannot be made, or exists
     */
    public static void makeDirectory(Path directory) throws IOException {
        Path above = directory.toAbsolutePath().getParent();
        if (above != null) {
            Files.createDirectories(above);
        }
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /**
     * Writes a file (rw-------) that must not exist yet, and has it on the disk when it returns.
     *
     * @param file the file
     * @param content its content
     * @throws IOException when it cannot be written, or exists
     */
    public static void write(Path file, byte[] content) throws IOException {
        Set<StandardOpenOption> mode = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(
                file, mode, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /**
     * Takes a file's permissions away from all but its owner (rw-------).
     *
     * @param file the file; what a symbolic link leads to is not meant
     * @throws IOException when that cannot be done, or it is a link
     */
    static void restrict(Path file) throws IOException {
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setPermissions(PosixFilePermissions.fromString("rw-------"));
    }

    /**
     * Reads a file that holds something secret, which nobody but this process's user, and root, may be able to change.
     *
     * @param file the file
     * @return its content
     * @throws TrustProblem when it cannot be read, is no small regular file, or others may read or change it
     */
    public static byte[] read(Path file) throws TrustProblem {
        try {
            require(file);
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new TrustProblem(file + " is not there", e);
        } catch (IOException e) {
            throw new TrustProblem(file + " cannot be read: " + reason(e), e);
        }
    }

    private static void require(Path file) throws TrustProblem, IOException {
        if (!Collections.disjoint(Files.getPosixFilePermissions(file), OF_OTHERS)) {
            throw new TrustProblem(file + " is not its owner's alone: chmod 600 it");
        }
        int owner = (Integer) Files.getAttribute(file, "unix:uid");
        if (owner != 0 && owner != ThisMachine.uid()) {
            throw new TrustProblem(
                    file + " belongs to " + Files.getOwner(file).getName() + ", who could change it: chown it");
        }
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
            throw new TrustProblem(file + " is no file of at most 1 MiB");
        }
    }

    /**
     * Puts an IO error into words.
     *
     * @param e the error
     * @return a few words, without the file's name
     */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
