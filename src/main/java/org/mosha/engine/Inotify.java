package org.mosha.engine;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mosha.linux.Libc;

/**
 * What the kernel tells of inodes; inotify(7). Any thread may add and remove watches; one thread awaits what happens,
 * and closes it.
 */
final class Inotify {
    static final int MODIFY = 0x2;
    static final int ATTRIB = 0x4;
    static final int MOVED_FROM = 0x40;
    static final int MOVED_TO = 0x80;
    static final int CREATE = 0x100;
    static final int DELETE = 0x200;
    static final int DELETE_SELF = 0x400;
    static final int MOVE_SELF = 0x800;
    static final int ONLYDIR = 0x1000000;
    static final int DONT_FOLLOW = 0x2000000;

    private static final int MASK_ADD = 0x20000000;

    /** Where in an event its parts are; the name comes behind them. */
    private static final int LENGTH = 12;

    private static final int NAME = 16;

    /**
     * Something that has happened.
     *
     * @param watch what it has happened to, as {@link #add} called it; -1 when too much has happened to tell it all
     * @param name the name in the directory; empty when it has happened to the watched thing itself
     */
    record Event(int watch, String name) {}

    private final int fd;
    private final Memory buffer = new Memory(8192);

    /**
     * Begins, with nothing watched.
     *
     * @throws IOException when the system refuses, such as when a user has too many of these
     */
    Inotify() throws IOException {
        fd = Libc.inotify_init1(Libc.IN_CLOEXEC);
        if (fd < 0) {
            throw new IOException("inotify: " + Libc.reason(Libc.errno()));
        }
    }

    /**
     * Watches one thing more, or for more that happens to it.
     *
     * @param path what it is called now
     * @param mask what to tell
     * @return what events call it
     * @throws NoSuchFileException when it is not there, or not what the mask says it is
     * @throws IOException when the system refuses
     */
    int add(Path path, int mask) throws IOException {
        String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
        int watch = Libc.inotify_add_watch(fd, Native.toByteArray(path.toString(), encoding), mask | MASK_ADD);
        if (watch < 0) {
            int errno = Libc.errno();
            if (errno == Libc.ENOENT || errno == Libc.ENOTDIR) {
                throw new NoSuchFileException(path.toString());
            }
            throw new IOException("inotify of " + path + ": " + Libc.reason(errno));
        }
        return watch;
    }

    /** Ends a watch; one that has ended with its inode is none. */
    void remove(int watch) {
        Libc.inotify_rm_watch(fd, watch);
    }

    /**
     * Waits until something has happened.
     *
     * @return what has
     * @throws IOException when the system tells nothing any more
     */
    List<Event> await() throws IOException {
        long size = Libc.read(fd, buffer, buffer.size());
        if (size <= 0 && Libc.errno() != Libc.EINTR) {
            throw new IOException("inotify: " + Libc.reason(Libc.errno()));
        }
        List<Event> events = new ArrayList<>();
        for (long at = 0; at < size; at += NAME + buffer.getInt(at + LENGTH)) {
            events.add(new Event(buffer.getInt(at), name(at)));
        }
        return events;
    }

    private String name(long at) {
        int length = buffer.getInt(at + LENGTH);
        byte[] bytes = buffer.getByteArray(at + NAME, length);
        int end = 0;
        while (end < length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    /** Has who awaits something see that something has happened. */
    void wake() throws IOException {
        // that a watch has ended is an event, too
        remove(add(Path.of("/"), DELETE_SELF));
    }

    /** To be called by who awaits, which would else wait for ever. */
    void close() {
        Libc.close(fd);
    }
}
