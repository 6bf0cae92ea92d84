package org.mosha.exec;

import com.sun.jna.Memory;
import java.io.IOException;
import org.mosha.linux.Libc;

/** Waits for many file descriptors at once; epoll(7). Only {@link #add} and {@link #wake} are for any thread. */
final class Epoll implements AutoCloseable {
    private static final int BATCH = 64;
    private static final int EVENT_SIZE = packed() ? 12 : 16;
    private static final int DATA_OFFSET = EVENT_SIZE - 8;
    private final byte[] one = {1, 1, 1, 1, 1, 1, 1, 1};

    private final Memory events = new Memory((long) BATCH * EVENT_SIZE);
    private final Memory counter = new Memory(8);
    private final int epoll;
    private final int wakeup;

    /**
     * Begins with nothing to wait for.
     *
     * @throws IOException when the system refuses
     */
    Epoll() throws IOException {
        epoll = Libc.epoll_create1(Libc.O_CLOEXEC);
        wakeup = epoll < 0 ? -1 : Libc.eventfd(0, Libc.O_CLOEXEC | Libc.O_NONBLOCK);
        if (wakeup < 0 || !add(wakeup)) {
            String reason = Libc.reason(Libc.errno());
            close();
            throw new IOException("epoll: " + reason);
        }
    }

    private static boolean packed() {
        String arch = System.getProperty("os.arch");
        return arch.equals("amd64") || arch.equals("x86_64");
    }

    /**
     * Waits for one more file descriptor, until it is closed.
     *
     * @param fd the file descriptor
     * @return whether the system took it
     */
    boolean add(int fd) {
        try (Memory event = new Memory(EVENT_SIZE)) {
            event.clear();
            event.setInt(0, Libc.EPOLLIN);
            event.setInt(DATA_OFFSET, fd);
            return Libc.epoll_ctl(epoll, Libc.EPOLL_CTL_ADD, fd, event) == 0;
        }
    }

    /** Ends the wait that is going on, or the next. */
    void wake() {
        Libc.write(wakeup, one, one.length);
    }

    /**
     * Waits until something can be read or has ended, or until it is woken.
     *
     * @param ready takes the file descriptors that are ready
     * @return how many there are in it; 0 when it was woken only
     */
    int await(int[] ready) {
        int count = Libc.epoll_wait(epoll, events, Math.min(BATCH, ready.length), -1);
        int taken = 0;
        for (int i = 0; i < count; i++) {
            int fd = events.getInt((long) i * EVENT_SIZE + DATA_OFFSET);
            if (fd == wakeup) {
                Libc.read(wakeup, counter, counter.size());
            } else {
                ready[taken++] = fd;
            }
        }
        return taken;
    }

    @Override
    public void close() {
        if (wakeup >= 0) {
            Libc.close(wakeup);
        }
        if (epoll >= 0) {
            Libc.close(epoll);
        }
    }
}
