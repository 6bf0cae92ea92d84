package org.mosha.engine.directory;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;
import org.apache.commons.io.FileUtils;

/**
 * Replaces a file by rename: whoever reads sees the old or the new content, never a part. The temporary file lies
 * beside it. A symbolic link stays one, and what it points to is replaced; permissions and, where that is allowed,
 * the owner are kept.
 */
final class Replacement {
    private static final String PREFIX = ".mosha-";
    private static final String SUFFIX = ".tmp";

    private Replacement() {}

    /** Replaces or creates a file; with a time, the new one has it from the moment it can be seen. */
    static void write(Path file, byte[] content, Optional<FileTime> time) throws IOException {
        write(file, content, time, Optional.empty());
    }

    /** The same; a file that was not there before is no easier to read than the one that it is a copy of. */
    static void write(Path file, byte[] content, Optional<FileTime> time, Optional<Path> source) throws IOException {
        Path target = target(file);
        Path temporary = target.resolveSibling(PREFIX + target.getFileName() + "-" + UUID.randomUUID() + SUFFIX);
        try {
            create(temporary, Files.exists(target) ? Optional.of(target) : source);
            FileUtils.writeByteArrayToFile(temporary.toFile(), content);
            keepOwner(target, temporary);
            if (time.isPresent()) {
                Files.setLastModifiedTime(temporary, time.get());
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Removes what an earlier life of the daemon may have left half-way in a directory. */
    static void clean(Path directory) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Nobody may read it in between who may not read it in the end. */
    private static void create(Path file, Optional<Path> like) throws IOException {
        boolean posix = Files.getFileAttributeView(file.getParent(), PosixFileAttributeView.class) != null;
        if (like.isEmpty() || !posix) {
            Files.createFile(file);
            return;
        }
        Files.createFile(file, PosixFilePermissions.asFileAttribute(Files.getPosixFilePermissions(like.get())));
    }

    private static Path target(Path file) throws IOException {
        if (!Files.isSymbolicLink(file)) {
            return file;
        }
        return Files.exists(file) ? file.toRealPath() : file.resolveSibling(Files.readSymbolicLink(file));
    }

    private static void keepOwner(Path from, Path to) throws IOException {
        PosixFileAttributeView old = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        PosixFileAttributeView made = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (old == null || made == null || !Files.exists(from)) {
            return;
        }
        PosixFileAttributes wanted = old.readAttributes();
        PosixFileAttributes present = made.readAttributes();
        try {
            if (!present.group().equals(wanted.group())) {
                made.setGroup(wanted.group());
            }
            if (!present.owner().equals(wanted.owner())) {
                made.setOwner(wanted.owner());
            }
        } catch (IOException e) {
            // only root may give files away: then the new one is this daemon's, and that is all that can be had
        }
        made.setPermissions(wanted.permissions());
    }
}
