package org.mosha.it;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.mosha.cli.Shell;

/**
 * A file system that can be frozen: who writes to it then cannot even be killed. It needs root and a loop device; without
 * them a test is skipped, loudly.
 */
final class FrozenDisk implements AutoCloseable {
    private static final long SIZE = 16L << 20;

    private final Path mount;

    private FrozenDisk(Path mount) {
        this.mount = mount;
    }

    /** Makes one in a directory, which takes writes. */
    static FrozenDisk in(Path dir, Class<?> test) throws IOException, InterruptedException {
        Path image = dir.resolve("disk.img");
        Path mount = Files.createDirectories(dir.resolve("disk"));
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(SIZE);
        }
        boolean made = run("mkfs.ext4", "-q", image.toString()) == 0
                && run("mount", "-o", "loop", image.toString(), mount.toString()) == 0;
        if (!made) {
            String text = "no file system can be mounted from a file here";
            System.err.println("SKIPPED " + test.getName() + ": " + text);
            abort(text);
        }
        return new FrozenDisk(mount);
    }

    private static int run(String... command) {
        try {
            return Shell.run(Path.of("/"), Map.of(), List.of(command)).exitCode();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    Path path() {
        return mount;
    }

    /** Lets nobody write who has not begun. */
    void freeze() throws IOException {
        if (run("fsfreeze", "--freeze", mount.toString()) != 0) {
            throw new IOException("cannot freeze " + mount);
        }
    }

    /** Lets all go on. */
    void thaw() {
        run("fsfreeze", "--unfreeze", mount.toString());
    }

    @Override
    public void close() {
        thaw();
        run("umount", "-l", mount.toString());
    }
}
