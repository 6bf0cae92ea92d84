package org.mosha.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.mosha.linux.Libc;

/**
 * Reads what is below {@code /proc}. What is gone, or is another user's, is not there; that something cannot be read for
 * any other reason, such as too many open files, says nothing of whether it is there. For one thread: it keeps its buffer.
 */
final class ProcFiles {
    private static final int CHUNK = 8 * 1024;
    private static final Set<Integer> NOT_THERE = Set.of(Libc.ENOENT, Libc.ESRCH, Libc.EACCES, Libc.EPERM);

    private final Path root;
    private final String prefix;
    private final byte[] chunk = new byte[CHUNK];
    private byte[] buffer = new byte[CHUNK];

    /**
     * Begins.
     *
     * @param root the directory that has the processes' directories
     */
    ProcFiles(Path root) {
        this.root = root;
        this.prefix = root + "/";
    }

    /**
     * Reads a file into the buffer.
     *
     * @param name the file below the root
     * @return how many bytes it has; -1 when it is not there
     * @throws CannotLook when it cannot be read
     */
    int load(String name) throws CannotLook {
        // not the JDK's streams: their exceptions have no error number, only its text in the user's language
        int fd = Libc.open((prefix + name + '\0').getBytes(StandardCharsets.UTF_8), Libc.O_RDONLY | Libc.O_CLOEXEC);
        if (fd < 0) {
            return notThere(name, Libc.errno());
        }
        try {
            int size = 0;
            int count = read(fd);
            while (count > 0) {
                size = append(size, count);
                count = read(fd);
            }
            return count < 0 ? notThere(name, Libc.errno()) : size;
        } finally {
            Libc.close(fd);
        }
    }

    private int read(int fd) {
        return (int) Libc.read(fd, chunk, chunk.length);
    }

    private int append(int size, int count) {
        if (size + count > buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        System.arraycopy(chunk, 0, buffer, size, count);
        return size + count;
    }

    private int notThere(String name, int errno) throws CannotLook {
        if (NOT_THERE.contains(errno)) {
            return -1;
        }
        throw new CannotLook("cannot read " + prefix + name + ": " + Libc.reason(errno));
    }

    /**
     * What the last file had in it.
     *
     * @return the bytes, which the next one replaces
     */
    byte[] buffer() {
        return buffer;
    }

    /**
     * Reads a file as text.
     *
     * @param name the file below the root
     * @return each byte as a character; empty when it is not there
     * @throws CannotLook when it cannot be read
     */
    String text(String name) throws CannotLook {
        int size = load(name);
        return new String(buffer, 0, Math.max(0, size), StandardCharsets.ISO_8859_1);
    }

    /**
     * The entries of a directory whose names are numbers: processes, or threads.
     *
     * @param name the directory below the root; empty for the root itself
     * @return the numbers; none when it is not there
     * @throws CannotLook when it cannot be read, or not to its end
     */
    List<Integer> numbers(String name) throws CannotLook {
        Path directory = root.resolve(name);
        List<Integer> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                addNumber(found, entry.getFileName().toString());
            }
            return found;
        } catch (DirectoryIteratorException e) {
            return notListed(directory, e.getCause());
        } catch (IOException e) {
            return notListed(directory, e);
        }
    }

    private static void addNumber(List<Integer> found, String name) {
        if (Character.isDigit(name.charAt(0))) {
            found.add(Integer.valueOf(name));
        }
    }

    private static List<Integer> notListed(Path directory, IOException e) throws CannotLook {
        if (e instanceof NoSuchFileException || e instanceof AccessDeniedException) {
            return List.of();
        }
        String reason = e instanceof FileSystemException fault && fault.getReason() != null
                ? fault.getReason()
                : e.getMessage();
        throw new CannotLook("cannot list " + directory + ": " + reason);
    }
}
