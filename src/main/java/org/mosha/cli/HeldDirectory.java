package org.mosha.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A directory that may be another user's, who can put anything in the place of anything in it at any time, while root
 * changes a file there. It is opened once, and all that is done is done in it, wherever its name leads meanwhile; no
 * symbolic link in it is followed.
 */
final class HeldDirectory implements Closeable {
    private static final Path FRESH = Path.of("fresh");
    private static final Path SELF = Path.of("/proc/self");

    private final Path path;
    private final SecureDirectoryStream<Path> held;

    private HeldDirectory(Path path, SecureDirectoryStream<Path> held) {
        this.path = path;
        this.held = held;
    }

    /** Opens a directory, which must be there. */
    static HeldDirectory open(Path path) throws IOException {
        DirectoryStream<Path> opened;
        try {
            opened = Files.newDirectoryStream(path);
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new IOException("no directory " + path, e);
        }
        if (opened instanceof SecureDirectoryStream<Path> secure) {
            return new HeldDirectory(path, secure);
        }
        opened.close();
        throw new IOException("this system cannot keep hold of directory " + path);
    }

    /** Looks at what has a name, be it a link; empty when there is nothing. */
    Optional<PosixFileAttributes> look(Path name) throws IOException {
        try {
            return Optional.of(view(held, name).readAttributes());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Opens a file, but no link; one that is made is its owner's alone. */
    FileChannel open(Path name, OpenOption... options) throws IOException {
        return open(held, name, options);
    }

    /** Takes a file's permissions away from all but its owner, who may read and write it. */
    void restrict(Path name) throws IOException {
        view(held, name).setPermissions(PosixFilePermissions.fromString("rw-------"));
    }

    /**
     * Replaces a file, or makes it, all at once; the new one is on the disk before it has the name, and is for its owner
     * alone. It is made in a directory of this user's, where nobody else can lay hands on it.
     */
    void replace(Path name, ByteBuffer content, UserPrincipal owner) throws IOException {
        Path work = path.resolve(
                "." + name + "." + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".new");
        Files.createDirectory(work, only("rwx------"));
        try (SecureDirectoryStream<Path> own = held.newDirectoryStream(work.getFileName(), LinkOption.NOFOLLOW_LINKS)) {
            requireOwn(own);
            try {
                fill(own, content, owner);
                own.move(FRESH, held, name);
            } finally {
                removeIfThere(() -> own.deleteFile(FRESH));
            }
        } finally {
            removeIfThere(() -> held.deleteDirectory(work.getFileName()));
        }
    }

    private void requireOwn(SecureDirectoryStream<Path> directory) throws IOException {
        PosixFileAttributes found =
                directory.getFileAttributeView(PosixFileAttributeView.class).readAttributes();
        if (!found.owner().equals(Files.getOwner(SELF))
                || !PosixFilePermissions.toString(found.permissions()).equals("rwx------")) {
            throw new IOException("somebody has replaced a directory that was made in " + path);
        }
    }

    private static void fill(SecureDirectoryStream<Path> directory, ByteBuffer content, UserPrincipal owner)
            throws IOException {
        try (FileChannel channel = open(directory, FRESH, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
        PosixFileAttributeView view = view(directory, FRESH);
        if (!view.readAttributes().owner().equals(owner)) {
            view.setOwner(owner);
        }
    }

    private static FileChannel open(SecureDirectoryStream<Path> directory, Path name, OpenOption... options)
            throws IOException {
        Set<OpenOption> all = new HashSet<>(List.of(options));
        all.add(LinkOption.NOFOLLOW_LINKS);
        SeekableByteChannel opened = directory.newByteChannel(name, all, only("rw-------"));
        if (opened instanceof FileChannel channel) {
            return channel;
        }
        opened.close();
        throw new IOException("this system cannot lock files");
    }

    private static PosixFileAttributeView view(SecureDirectoryStream<Path> directory, Path name) {
        return directory.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static FileAttribute<?> only(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    private interface Removal {
        void run() throws IOException;
    }

    private static void removeIfThere(Removal removal) throws IOException {
        try {
            removal.run();
        } catch (NoSuchFileException e) {
            // it has its place, or somebody has taken it away
        }
    }

    @Override
    public void close() throws IOException {
        held.close();
    }
}
