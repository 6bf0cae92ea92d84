package org.mosha.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which file systems are this kernel's own, so that it knows of each change. What a server, another host or a program
 * changes (nfs, cifs, fuse, 9p, gfs2), or what lies below (overlay), it may not know of; nor is it asked about what is
 * not known here.
 */
final class LocalStores {
    private static final Set<String> TYPES = Set.of(
            "bcachefs", "btrfs", "ext2", "ext3", "ext4", "f2fs", "jfs", "ramfs", "reiserfs", "tmpfs", "xfs", "zfs");

    private LocalStores() {}

    /**
     * Looks for what is elsewhere.
     *
     * @param paths files and directories that exist
     * @return a sentence about the first that is not on a local file system; empty when all are
     * @throws IOException when that cannot be found out
     */
    static Optional<String> elsewhere(Collection<Path> paths) throws IOException {
        Set<Object> devices = new HashSet<>();
        for (Path path : paths) {
            if (devices.add(Files.getAttribute(path, "unix:dev"))) {
                String type = Files.getFileStore(path).type();
                if (!TYPES.contains(type)) {
                    return Optional.of("changes of " + path + " may not be told on " + type);
                }
            }
        }
        return Optional.empty();
    }
}
