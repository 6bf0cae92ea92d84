package org.mosha.it;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.mosha.cli.Shell;

/** A small file system of its own, which can be full. Without root there is none: a test is skipped, loudly; in CI it fails. */
public final class SmallDisk implements AutoCloseable {
    private static final int BLOCK = 4096;

    private final Path mount;

    private SmallDisk(Path mount) {
        this.mount = mount;
    }

    /**
     * Makes one.
     *
     * @param mount an empty directory
     * @param megabytes its size
     * @param test whose it is
     * @return the file system
     */
    public static SmallDisk mount(Path mount, int megabytes, Class<?> test) throws IOException, InterruptedException {
        Files.createDirectories(mount);
        boolean root = System.getProperty("user.name").equals("root");
        if (!root
                || run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "mosha-test", mount.toString()) != 0) {
            String text = root ? "no file system can be mounted here" : "only root can mount a file system";
            if (System.getenv("CI") != null) {
                fail(text);
            }
            System.err.println("SKIPPED " + test.getName() + ": " + text);
            abort(text);
        }
        return new SmallDisk(mount);
    }

    /**
     * Makes one that keeps times to the second only, as old and simple file systems do. Not everywhere can one be made, also
     * not by root: then a test is skipped, loudly.
     *
     * @param mount an empty directory
     * @param image a file that does not exist yet
     * @param test whose it is
     * @return the file system
     */
    public static SmallDisk mountWithWholeSeconds(Path mount, Path image, Class<?> test)
            throws IOException, InterruptedException {
        Files.createDirectories(mount);
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(4 << 20);
        }
        // inodes of this size have no room for more
        String make = "mkfs.ext2 -q -F -I 128 " + image + " && mount -o loop " + image + " " + mount;
        if (run("sh", "-c", make) != 0) {
            System.err.println("SKIPPED " + test.getName() + ": no file system with whole seconds can be mounted here");
            abort("no file system with whole seconds can be mounted here");
        }
        return new SmallDisk(mount);
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return Shell.run(Path.of("/"), Map.of(), List.of(command)).exitCode();
    }

    /** Its directory. */
    public Path path() {
        return mount;
    }

    private Path filler() {
        return mount.resolve("filler");
    }

    /**
     * Writes until nothing more can be written. Whoever uses the disk may have had a file there just then that it
     * removes, and so some space again: then it takes another call.
     */
    public void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(new byte[BLOCK]);
            }
        } catch (IOException e) {
            if (mount.toFile().getUsableSpace() >= BLOCK) {
                throw e;
            }
        }
    }

    /** Once it is full: has space again for so many bytes, rounded up to whole pages. */
    public void give(int bytes) throws IOException {
        try (RandomAccessFile filler = new RandomAccessFile(filler().toFile(), "rw")) {
            int pages = (bytes + BLOCK - 1) / BLOCK;
            filler.setLength(filler.length() - (long) pages * BLOCK);
        }
    }

    /** Has space again. */
    public void free() throws IOException {
        Files.delete(filler());
    }

    /** Takes it away, whoever uses it: what is left is an empty directory. */
    public void unmount() throws IOException {
        try {
            run("umount", "-l", mount.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        unmount();
    }
}
