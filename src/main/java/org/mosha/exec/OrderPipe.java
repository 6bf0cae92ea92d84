package org.mosha.exec;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import org.mosha.linux.Libc;

/**
 * The pipe in which the {@link Guard} hears its orders. Whoever gives one never waits: a guard that stands still would
 * otherwise keep the daemon from killing anything itself. When this process ends, so does the pipe, which is an order, too.
 */
final class OrderPipe implements AutoCloseable {
    private static final long FIONREAD = 0x541B;
    /** A guard that is just killing what there is hears nothing meanwhile. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final int readEnd;
    private final int writeEnd;
    private boolean begun;
    private boolean closed;
    private OptionalLong unheardNanos = OptionalLong.empty();

    /**
     * Makes the pipe; nothing that is started meanwhile gets an end of it.
     *
     * @throws IOException when there are too many open files
     */
    OrderPipe() throws IOException {
        int[] ends = new int[2];
        if (Libc.pipe2(ends, Libc.O_CLOEXEC | Libc.O_NONBLOCK) != 0) {
            throw new IOException("cannot make a pipe for its orders: " + Libc.reason(Libc.errno()));
        }
        readEnd = ends[0];
        writeEnd = ends[1];
    }

    /**
     * The read end as a file: opening it anew gives an end that blocks, as the guard expects.
     *
     * @return a name that is valid in this process until {@link #begin}
     */
    File readEnd() {
        return new File("/proc/self/fd/" + readEnd);
    }

    /** The guard has its end. */
    void begin() {
        if (!begun) {
            begun = true;
            Libc.close(readEnd);
        }
    }

    /**
     * Gives an order.
     *
     * @param order a line
     * @param now nanoseconds of the monotonic clock
     * @return false when the guard has heard nothing for long; a guard that is dead is none of these
     */
    boolean give(String order, long now) {
        if (closed) {
            return true;
        }
        int[] unheard = new int[1];
        boolean hears = Libc.ioctl(writeEnd, FIONREAD, unheard) != 0 || unheard[0] == 0;
        if (hears) {
            unheardNanos = OptionalLong.empty();
        } else if (unheardNanos.isEmpty()) {
            unheardNanos = OptionalLong.of(now);
        } else if (now - unheardNanos.getAsLong() >= PATIENCE.toNanos()) {
            return false;
        }
        byte[] bytes = order.getBytes(StandardCharsets.US_ASCII);
        return Libc.write(writeEnd, bytes, bytes.length) == bytes.length || Libc.errno() != Libc.EAGAIN;
    }

    @Override
    public void close() {
        begin();
        if (!closed) {
            closed = true;
            Libc.close(writeEnd);
        }
    }
}
