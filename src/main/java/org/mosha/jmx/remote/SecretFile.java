package org.mosha.jmx.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Reads files that nobody but this process's user, and root, may be able to read or change. */
final class SecretFile {
    private static final Set<PosixFilePermission> OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
    private static final long MOST = 1 << 20;

    private SecretFile() {}

    /** The file's text; fails with a sentence when it cannot be read, or others can. */
    static String read(String setting, Path file) throws IOException {
        String what = setting + " " + file;
        try {
            require(what, file);
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new IOException(what + " is not there");
        } catch (AccessDeniedException e) {
            throw new IOException(what + " cannot be read: permission denied");
        }
    }

    /** The first line, as a password is kept. */
    static char[] password(String setting, Path file) throws IOException {
        return read(setting, file).lines().findFirst().orElse("").toCharArray();
    }

    private static void require(String what, Path file) throws IOException {
        if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException(what + " is not its owner's alone: chmod 600 it");
        }
        int owner = (Integer) Files.getAttribute(file, "unix:uid");
        if (owner != 0 && owner != (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid")) {
            throw new IOException(
                    what + " belongs to " + Files.getOwner(file).getName() + ", who could change it: chown it");
        }
        if (!Files.isRegularFile(file) || Files.size(file) > MOST) {
            throw new IOException(what + " is no file of at most 1 MiB");
        }
    }
}
