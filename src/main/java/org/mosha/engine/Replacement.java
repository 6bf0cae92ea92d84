package org.mosha.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Replaces a file by rename: whoever reads sees the old or the new content, never a part. The temporary file lies
 * beside it. A symbolic link stays one, and what it points to is replaced; permissions and, where that is allowed,
 * the owner are kept.
 */
public final class Replacement {
    private static final String PREFIX = ".mosha-";
    private static final String SUFFIX = ".tmp";
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private Replacement() {}

    /**
     * Replaces or creates a file.
     *
     * @param file the file
     * @param content its new content
     * @param time the time that it has from the moment it can be seen; empty for the present one
     * @throws IOException when it cannot be written
     */
    public static void write(Path file, byte[] content, Optional<FileTime> time) throws IOException {
        write(file, content, time, Optional.empty());
    }

    /**
     * The same; a file that was not there before is no easier to read than the one that it is a copy of.
     *
     * @param file the file
     * @param content its new content
     * @param time the time that it has from the moment it can be seen; empty for the present one
     * @param source what it is a copy of; empty for nothing
     * @throws IOException when it cannot be written
     */
    public static void write(Path file, byte[] content, Optional<FileTime> time, Optional<Path> source)
            throws IOException {
        replace(file, content, time, source, false);
    }

    /**
     * Replaces or creates a file, unless it has that content already. When this returns, the content is on the disk: also
     * after a power cut the file is whole, and the new one.
     *
     * @param file the file
     * @param content its new content
     * @throws IOException when it cannot be written
     */
    public static void writeThrough(Path file, byte[] content) throws IOException {
        if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
            replace(file, content, Optional.empty(), Optional.empty(), true);
        }
    }

    private static void replace(
            Path file, byte[] content, Optional<FileTime> time, Optional<Path> source, boolean through)
            throws IOException {
        Optional<Identity> found = Identity.of(file, LinkOption.NOFOLLOW_LINKS);
        Path target = file;
        if (found.filter(Identity::isLink).isPresent()) {
            target = Files.exists(file) ? file.toRealPath() : file.resolveSibling(Files.readSymbolicLink(file));
            found = Identity.of(target);
        }
        Optional<Identity> like = found.isPresent() || source.isEmpty() ? found : Identity.of(source.get());
        Path temporary = target.resolveSibling(PREFIX + target.getFileName() + "-"
                + Long.toHexString(ThreadLocalRandom.current().nextLong()) + SUFFIX);
        boolean done = false;
        try {
            create(temporary, like, content, through);
            if (found.isPresent()) {
                found.get().giveTo(temporary);
            }
            if (time.isPresent()) {
                Files.getFileAttributeView(temporary, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .setTimes(time.get(), null, null);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            done = true;
            if (through) {
                forceEntries(target.toAbsolutePath().getParent());
            }
        } finally {
            if (!done) {
                Files.deleteIfExists(temporary);
            }
        }
    }

    /**
     * Removes what an earlier life of the daemon may have left half-way in a directory.
     *
     * @param directory the directory
     * @throws IOException when it cannot be read, or something cannot be removed
     */
    public static void clean(Path directory) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Nobody may read it in between who may not read it in the end. */
    private static void create(Path file, Optional<Identity> like, byte[] content, boolean through) throws IOException {
        FileAttribute<?>[] attributes =
                like.map(one -> new FileAttribute<?>[] {one.permissions()}).orElse(new FileAttribute<?>[0]);
        try (FileChannel channel = FileChannel.open(file, NEW, attributes)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (through) {
                channel.force(true);
            }
        }
    }

    private static void forceEntries(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Whose a file is, and who may do what with it, in numbers: their names would have to be looked up each time.
     *
     * @param mode as in stat(2), with the file's type
     * @param uid the user
     * @param gid the user's group
     */
    private record Identity(int mode, int uid, int gid) {
        private static final int TYPE = 0xf000;
        private static final int LINK = 0xa000;
        private static final int PERMISSIONS = 0xfff;

        /** Empty when there is no such file. */
        static Optional<Identity> of(Path file, LinkOption... options) throws IOException {
            try {
                Map<String, Object> all = Files.readAttributes(file, "unix:mode,uid,gid", options);
                return Optional.of(new Identity((int) all.get("mode"), (int) all.get("uid"), (int) all.get("gid")));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        }

        boolean isLink() {
            return (mode & TYPE) == LINK;
        }

        FileAttribute<Set<PosixFilePermission>> permissions() {
            Set<PosixFilePermission> all = EnumSet.noneOf(PosixFilePermission.class);
            for (PosixFilePermission one : PosixFilePermission.values()) {
                // their order is that of the bits, from the owner's right to read on
                if ((mode & 0400 >> one.ordinal()) != 0) {
                    all.add(one);
                }
            }
            return PosixFilePermissions.asFileAttribute(all);
        }

        /** The directory may be another user's, who puts a link in the file's place: what that leads to is not meant. */
        void giveTo(Path file) throws IOException {
            Identity present = of(file, LinkOption.NOFOLLOW_LINKS)
                    .filter(found -> !found.isLink())
                    .orElseThrow(() -> new NoSuchFileException(file.toString()));
            try {
                if (present.gid != gid) {
                    Files.setAttribute(file, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
                }
                if (present.uid != uid) {
                    Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
                }
            } catch (IOException e) {
                // only root may give files away: then the new one is this daemon's, and that is all that can be had
            }
            if ((present.mode & PERMISSIONS) != (mode & PERMISSIONS)) {
                Files.setAttribute(file, "unix:mode", mode & PERMISSIONS, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }
}
