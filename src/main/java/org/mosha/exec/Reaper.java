package org.mosha.exec;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.mosha.linux.Libc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees all processes end on one thread: each has a file descriptor that becomes ready then (pidfd_open(2)). */
final class Reaper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);
    private static final int BATCH = 64;
    private static final int SIGNALLED = 128;

    private final Epoll epoll;
    private final Map<Integer, SpawnedProcess> watched = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Starts watching.
     *
     * @throws IOException when the system has no epoll to give
     */
    Reaper() throws IOException {
        epoll = new Epoll();
        thread = new Thread(this::run, "mosha-reaper");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Whether this machine's kernel can do it.
     *
     * @return whether it can
     */
    static boolean isPossible() {
        int fd = LibcSpawn.pidfd_open((int) ProcessHandle.current().pid(), 0);
        if (fd >= 0) {
            Libc.close(fd);
        }
        return fd >= 0;
    }

    /**
     * Watches one more process.
     *
     * @param pid a child of this process that nobody else waits for
     * @return the process, whose end is told on this reaper's thread
     * @throws IOException when the system refuses; then the process is killed and reaped
     */
    SpawnedProcess watch(int pid) throws IOException {
        SpawnedProcess process = new SpawnedProcess(pid);
        int fd = LibcSpawn.pidfd_open(pid, 0);
        // known only when it is waited for: a late event of the descriptor that had this number before, which a child
        // may hold open for a moment, would have it closed too early
        if (fd >= 0 && epoll.add(fd)) {
            watched.put(fd, process);
            return process;
        }
        String reason = Libc.reason(Libc.errno());
        if (fd >= 0) {
            Libc.close(fd);
        }
        Libc.kill(-pid, Libc.SIGKILL);
        Libc.waitpid(pid, new int[1], 0);
        throw new IOException("its end could not be seen: " + reason);
    }

    private void run() {
        int[] ready = new int[BATCH];
        try {
            while (!closed) {
                int count = epoll.await(ready);
                for (int i = 0; i < count; i++) {
                    reap(ready[i]);
                }
            }
        } finally {
            epoll.close();
            watched.keySet().forEach(Libc::close);
        }
    }

    private void reap(int fd) {
        SpawnedProcess process = watched.get(fd);
        int[] status = new int[1];
        // 0 when the descriptor's number has a new process by now
        if (process == null || Libc.waitpid((int) process.pid(), status, Libc.WNOHANG) == 0) {
            return;
        }
        try {
            process.ended(exitCode(status[0]));
        } catch (RuntimeException e) {
            LOG.error("The end of process {} was not taken", process.pid(), e);
        }
        watched.remove(fd);
        Libc.close(fd);
    }

    /** As wait(2) has it: the exit code in the second byte, or the signal in the first. */
    private static int exitCode(int status) {
        int signal = status & 0x7f;
        return signal == 0 ? status >> 8 & 0xff : SIGNALLED + signal;
    }

    /** Sees no more ends; the processes live on. */
    @Override
    public void close() {
        closed = true;
        epoll.wake();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
