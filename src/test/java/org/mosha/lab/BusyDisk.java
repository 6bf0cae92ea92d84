package org.mosha.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.FileUtils;

/** Threads that write large files and have the disk take them, again and again, until they are stopped. */
final class BusyDisk implements AutoCloseable {
    private static final int MEGABYTE = 1 << 20;
    private static final int MEGABYTES = 300;

    private final Path directory;
    private final List<Thread> writers = new ArrayList<>();
    private volatile boolean over;

    /** Begins, with so many of them, in a directory that is made for this. */
    BusyDisk(Path directory, int count) throws IOException {
        this.directory = Files.createDirectories(directory);
        for (int i = 0; i < count; i++) {
            Path file = directory.resolve("file" + i);
            Thread writer = new Thread(() -> writeOn(file), "busy-disk-" + i);
            writer.setDaemon(true);
            writer.start();
            writers.add(writer);
        }
    }

    private void writeOn(Path file) {
        try {
            while (!over) {
                write(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Path file) throws IOException {
        ByteBuffer part = ByteBuffer.allocateDirect(MEGABYTE);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (int i = 0; i < MEGABYTES && !over; i++) {
                channel.write(part.clear());
            }
            channel.force(true);
        }
    }

    /** Stops them, and removes what they have written. */
    @Override
    public void close() throws IOException {
        over = true;
        try {
            for (Thread writer : writers) {
                writer.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        FileUtils.deleteDirectory(directory.toFile());
    }
}
