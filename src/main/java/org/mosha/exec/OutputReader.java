package org.mosha.exec;

import com.sun.jna.Memory;
import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.mosha.linux.Libc;
import org.mosha.node.ProcessSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the output of all commands on one thread. A command that prints faster than the sink takes it waits at its
 * full pipe; each that has something gets its turn, {@value #SHARE} bytes at most.
 */
final class OutputReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutputReader.class);
    private static final int SHARE = 64 * 1024;
    private static final int LAST_ROUNDS = 256;

    private final OutputSink sink;
    private final Epoll epoll;
    private final Map<Integer, Stream> streams = new ConcurrentHashMap<>();
    private final Queue<Stream> ended = new ConcurrentLinkedQueue<>();
    private final Memory buffer = new Memory(SHARE);
    private final byte[] bytes = new byte[SHARE];
    private final Thread thread;
    private volatile boolean closed;

    /** One command's output. */
    static final class Stream {
        private final int fd;
        private final LineSplitter lines;
        private volatile boolean flushWhenDry;

        private Stream(int fd, LineSplitter lines) {
            this.fd = fd;
            this.lines = lines;
        }
    }

    /**
     * Starts reading.
     *
     * @param sink takes the lines
     * @throws IOException when the system has no epoll to give
     */
    OutputReader(OutputSink sink) throws IOException {
        this.sink = sink;
        epoll = new Epoll();
        thread = new Thread(this::run, "mosha-output");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Reads one more pipe, until its last writer has closed it.
     *
     * @param fd its read end, which is this reader's from now on
     * @param spec the command that writes
     * @return the stream, to be told when the command ends
     */
    Stream open(int fd, ProcessSpec spec) {
        Stream stream = new Stream(fd, new LineSplitter(line -> sink.line(spec.group(), spec.tag(), line)));
        // waited for first: a late event of the descriptor that had this number before must not find it half-way
        boolean waited = !closed && epoll.add(fd);
        streams.put(fd, stream);
        if (!waited) {
            LOG.warn("The output of {}/{} cannot be read and is lost", spec.group(), spec.tag());
            finish(stream);
        }
        return stream;
    }

    /**
     * Tells that the main process has ended: a line without an end is given out then, even if others still hold
     * the pipe open.
     *
     * @param stream its output
     */
    void processEnded(Stream stream) {
        if (streams.get(stream.fd) == stream) {
            stream.flushWhenDry = true;
            ended.add(stream);
            epoll.wake();
        }
    }

    private void run() {
        int[] ready = new int[SHARE / 1024];
        // a process closes its output before its end can be seen, which is what has to be seen soon
        Leisure.take();
        try {
            while (!closed) {
                int count = epoll.await(ready);
                for (int i = 0; i < count; i++) {
                    Stream stream = streams.get(ready[i]);
                    if (stream != null) {
                        readShare(stream);
                    }
                }
                for (Stream stream = ended.poll(); stream != null; stream = ended.poll()) {
                    if (streams.get(stream.fd) == stream) {
                        readShare(stream);
                    }
                }
            }
            streams.values().forEach(this::readLast);
        } finally {
            epoll.close();
        }
    }

    /** Reads once; returns whether there may be more at once. */
    private boolean readShare(Stream stream) {
        long count = Libc.read(stream.fd, buffer, SHARE);
        if (count > 0) {
            buffer.read(0, bytes, 0, (int) count);
            guarded(() -> stream.lines.add(bytes, (int) count));
            if (count == SHARE) {
                return true;
            }
        } else if (count == 0 || !isTransient(Libc.errno())) {
            finish(stream);
            return false;
        }
        if (stream.flushWhenDry) {
            stream.flushWhenDry = false;
            guarded(stream.lines::flush);
        }
        return count > 0;
    }

    private void readLast(Stream stream) {
        for (int i = 0; i < LAST_ROUNDS && readShare(stream); i++) {
            continue;
        }
        finish(stream);
    }

    private void finish(Stream stream) {
        if (streams.remove(stream.fd, stream)) {
            Libc.close(stream.fd);
            guarded(stream.lines::flush);
        }
    }

    private static boolean isTransient(int errno) {
        return errno == Libc.EAGAIN || errno == Libc.EINTR;
    }

    /** A sink that fails loses its line, not everybody's output. */
    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("A line of output is lost", e);
        }
    }

    /** Reads what is there, and stops; what the commands print later is lost, and they are told by SIGPIPE. */
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
