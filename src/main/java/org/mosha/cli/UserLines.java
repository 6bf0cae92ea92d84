package org.mosha.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mosha.linux.ThisMachine;

/**
 * A file with a line a user, which is replaced as a whole, and which its owner alone may read. Changes come one after
 * the other. When root changes the file of the daemon's user, it remains that user's; and in a directory of that
 * user's, nobody is led to another file.
 */
final class UserLines {
    private static final int MOST_LINKS = 40;

    private final Path file;

    UserLines(Path file) throws IOException {
        // the file itself is replaced, not a link to it
        this.file = followOwnLinks(file.toAbsolutePath());
    }

    /** Links of root's or this user's own lead where they shall; where another's lead, only that one knows. */
    private static Path followOwnLinks(Path file) throws IOException {
        Path at = file;
        for (int links = 0; links < MOST_LINKS; links++) {
            Map<String, Object> found;
            try {
                found = Files.readAttributes(at, "unix:uid,isSymbolicLink,owner", LinkOption.NOFOLLOW_LINKS);
            } catch (NoSuchFileException e) {
                return at;
            }
            if (!(Boolean) found.get("isSymbolicLink")) {
                return at;
            }
            Object uid = found.get("uid");
            if (!uid.equals(0) && !uid.equals(ThisMachine.uid())) {
                throw new IOException(at + " is a symbolic link of " + found.get("owner")
                        + "'s, which is not followed: give the name of the file itself");
            }
            at = at.resolveSibling(Files.readSymbolicLink(at));
        }
        throw new IOException("too many symbolic links");
    }

    /** Puts a user's line in the place of the old one, else at the end; whether there was one. */
    boolean put(String user, String line) throws IOException {
        return change(true, lines -> {
            int first = 0;
            while (first < lines.size() && !isOf(user, lines.get(first))) {
                first++;
            }
            boolean found = lines.removeIf(old -> isOf(user, old));
            lines.add(first, line);
            return found;
        });
    }

    /** Takes a user's line away; whether there was one. */
    boolean delete(String user) throws IOException {
        return change(false, lines -> lines.removeIf(line -> isOf(user, line)));
    }

    private static boolean isOf(String user, String line) {
        return line.strip().split("\\s+", 2)[0].equals(user);
    }

    /** What is done to the lines; whether the user had one. */
    private interface Change {
        boolean make(List<String> lines);
    }

    private boolean change(boolean make, Change change) throws IOException {
        try (HeldDirectory directory = HeldDirectory.open(file.getParent())) {
            Optional<LockedFile> taken = LockedFile.take(directory, file.getFileName(), make);
            if (taken.isEmpty()) {
                return false;
            }
            try (LockedFile locked = taken.get()) {
                List<String> lines = lines(locked.read());
                boolean found = change.make(lines);
                if (make || found) {
                    locked.replace(content(lines));
                }
                return found;
            }
        }
    }

    /** Latin-1 keeps each byte of what somebody else has written. */
    private static List<String> lines(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1)
                .lines()
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static byte[] content(List<String> lines) {
        return (String.join("\n", lines) + (lines.isEmpty() ? "" : "\n")).getBytes(StandardCharsets.ISO_8859_1);
    }
}
