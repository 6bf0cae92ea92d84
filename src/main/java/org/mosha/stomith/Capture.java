package org.mosha.stomith;

import com.sun.jna.Memory;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.mosha.linux.Libc;

/**
 * A pipe that takes a command's output, of which the beginning is kept. It is read without waiting: what a command has
 * left running may hold the other end open for as long as it likes.
 */
final class Capture implements AutoCloseable {
    /** How much is kept, in bytes. */
    static final int KEPT = 64 * 1024;

    private static final int CHUNK = 64 * 1024;
    private static final int CHUNKS_AT_ONCE = 16;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int readEnd;
    private int writeEnd;

    /**
     * Makes the pipe.
     *
     * @throws IOException when there are too many open files
     */
    Capture() throws IOException {
        int[] ends = new int[2];
        if (Libc.pipe2(ends, Libc.O_CLOEXEC | Libc.O_NONBLOCK) != 0) {
            throw new IOException("no pipe for its output, too many files are open");
        }
        readEnd = ends[0];
        writeEnd = ends[1];
    }

    /**
     * The write end as a file: opening it anew gives an end that blocks, as a command expects.
     *
     * @return a name that is valid in this process until {@link #started}
     */
    File writeEnd() {
        return new File("/proc/self/fd/" + writeEnd);
    }

    /** The command has its own write end now. */
    void started() {
        Libc.close(writeEnd);
        writeEnd = -1;
    }

    /** Reads what is there; comes back from time to time even when there is always more. */
    void read() {
        try (Memory buffer = new Memory(CHUNK)) {
            for (int chunk = 0; chunk < CHUNKS_AT_ONCE; chunk++) {
                int count = (int) Libc.read(readEnd, buffer, CHUNK);
                if (count <= 0) {
                    return;
                }
                int wanted = Math.min(count, KEPT - kept.size());
                kept.write(buffer.getByteArray(0, wanted), 0, wanted);
            }
        }
    }

    /**
     * The beginning of the output.
     *
     * @return its text; what is not UTF-8 is replaced
     */
    String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (writeEnd >= 0) {
            started();
        }
        Libc.close(readEnd);
        readEnd = -1;
    }
}
