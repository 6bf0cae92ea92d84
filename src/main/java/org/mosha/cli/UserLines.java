package org.mosha.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A file with a line a user, which is replaced as a whole, and which its owner alone may read. */
final class UserLines {
    private final Path file;

    UserLines(Path file) throws IOException {
        // the file itself is replaced, not a link to it
        this.file = Files.exists(file) ? file.toRealPath() : file;
    }

    /** Puts a user's line in the place of the old one, else at the end; whether there was one. */
    boolean put(String user, String line) throws IOException {
        List<String> lines = new ArrayList<>();
        boolean found = false;
        for (String old : read()) {
            if (!isOf(user, old)) {
                lines.add(old);
            } else if (!found) {
                lines.add(line);
                found = true;
            }
        }
        if (!found) {
            lines.add(line);
        }
        write(lines);
        return found;
    }

    /** Takes a user's line away; whether there was one. */
    boolean delete(String user) throws IOException {
        List<String> lines = read();
        if (!lines.removeIf(line -> isOf(user, line))) {
            return false;
        }
        write(lines);
        return true;
    }

    private static boolean isOf(String user, String line) {
        return line.strip().split("\\s+", 2)[0].equals(user);
    }

    private List<String> read() throws IOException {
        try {
            return new ArrayList<>(Files.readAllLines(file));
        } catch (NoSuchFileException e) {
            return new ArrayList<>();
        }
    }

    private void write(List<String> lines) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(directory)) {
            throw new IOException("no directory " + directory);
        }
        // made for the owner alone (0600), before anything is in it
        Path fresh = Files.createTempFile(
                directory,
                "." + file.getFileName(),
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.write(StandardCharsets.UTF_8.encode(String.join("\n", lines) + (lines.isEmpty() ? "" : "\n")));
                channel.force(true);
            }
            keepOwner(fresh);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** When root changes the file of the daemon's user, it remains that user's. */
    private void keepOwner(Path fresh) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                && !Files.getOwner(file).equals(Files.getOwner(fresh))) {
            Files.setOwner(fresh, Files.getOwner(file));
        }
    }
}
