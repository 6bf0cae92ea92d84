package org.mosha.engine.zookeeper;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Adler32;

/** The bytes of a file, of which only a part is in memory. What is behind its end reads as zero. Used by one thread. */
final class LogBytes implements Closeable {
    private static final int WINDOW = 1 << 16;

    private final FileChannel channel;
    private final long size;
    private final byte[] window = new byte[WINDOW];
    private long start = -WINDOW;

    /**
     * Opens a file, which must not become shorter meanwhile.
     *
     * @param file the file
     * @throws IOException when it cannot be opened
     */
    LogBytes(Path file) throws IOException {
        channel = FileChannel.open(file);
        size = channel.size();
    }

    long size() {
        return size;
    }

    byte at(long position) throws IOException {
        if (position < start || position >= start + WINDOW) {
            load(position);
        }
        return window[(int) (position - start)];
    }

    private void load(long position) throws IOException {
        start = position;
        ByteBuffer target = ByteBuffer.wrap(window);
        int count = 0;
        while (target.hasRemaining() && count >= 0) {
            count = channel.read(target, start + target.position());
        }
        Arrays.fill(window, target.position(), WINDOW, (byte) 0);
    }

    int intAt(long position) throws IOException {
        int value = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            value = value << 8 | at(position + i) & 0xff;
        }
        return value;
    }

    long longAt(long position) throws IOException {
        return (long) intAt(position) << 32 | intAt(position + Integer.BYTES) & 0xffffffffL;
    }

    /** The checksum of a part, as ZooKeeper makes it. */
    long checksum(long position, long count) throws IOException {
        Adler32 sum = new Adler32();
        for (long i = position; i < position + count; ) {
            at(i);
            int from = (int) (i - start);
            int some = (int) Math.min(WINDOW - from, position + count - i);
            sum.update(window, from, some);
            i += some;
        }
        return sum.getValue();
    }

    /** Where the last byte is that is not zero; -1 if there is none. */
    long end() throws IOException {
        for (long from = size; from > 0; from -= WINDOW) {
            load(Math.max(0, from - WINDOW));
            for (long i = from - 1; i >= start; i--) {
                if (at(i) != 0) {
                    return i;
                }
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
