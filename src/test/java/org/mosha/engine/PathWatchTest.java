package org.mosha.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With the real kernel, on a real file system of its own: that of the temporary files, or the one in memory. */
class PathWatchTest {
    private final AtomicInteger told = new AtomicInteger();
    private Path dir;
    private Path base;
    private Path hactl;
    private PathWatch watch;

    @BeforeEach
    void watch() throws IOException {
        dir = Files.createTempDirectory(localPlace(), "mosha");
        base = Files.createDirectories(dir.resolve("mfs/1/var/mosha"));
        hactl = Files.writeString(base.resolve("hactl"), "web run\n");
        Files.writeString(base.resolve("clstat"), "");
        watch = watch(hactl);
        assertTrue(watch.renew());
    }

    private static Path localPlace() {
        Path[] places = {Path.of(System.getProperty("java.io.tmpdir")), Path.of("/dev/shm")};
        List<Path> local = Stream.of(places).filter(PathWatchTest::isLocal).toList();
        assumeTrue(!local.isEmpty(), "no file system of this kernel's own");
        return local.get(0);
    }

    private static boolean isLocal(Path place) {
        try {
            return Files.isDirectory(place)
                    && LocalStores.elsewhere(List.of(place)).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private PathWatch watch(Path file) {
        Path mfs = dir.resolve("mfs");
        return new PathWatch(mfs, List.of(file, base.resolve("standby")), List.of(mfs), told::incrementAndGet);
    }

    @AfterEach
    void end() throws IOException {
        if (watch != null) {
            watch.close();
            FileUtils.deleteDirectory(dir.toFile());
        }
    }

    private interface Change {
        void make() throws IOException;
    }

    /** Each change is told by itself, after all that was told before. */
    private void assertTold(Change change) throws IOException {
        awaitSilence();
        assertTrue(watch.renew());
        int before = told.get();
        change.make();
        await().until(() -> told.get() > before);
    }

    private void awaitSilence() {
        int[] last = {-1};
        await().until(() -> {
            int now = told.get();
            boolean same = now == last[0];
            last[0] = now;
            return same;
        });
    }

    @Test
    void anEditInPlaceIsTold() throws IOException {
        assertTold(() -> Files.writeString(hactl, "web stop\n"));
    }

    @Test
    void aWriterThatKeepsTheFileOpenIsTold() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(hactl.toFile(), "rw")) {
            assertTold(() -> file.write('W'));
            assertTold(() -> file.setLength(3));
        }
    }

    @Test
    void anEditByRenameIsTold() throws IOException {
        Path next = Files.writeString(base.resolve("hactl.new"), "web stop\n");
        assertTold(() -> Files.move(next, hactl, StandardCopyOption.ATOMIC_MOVE));
        assertTold(() -> Files.writeString(hactl, "web run\n"));
    }

    @Test
    void anotherTimeIsTold() throws IOException {
        assertTold(() -> Files.setLastModifiedTime(hactl, FileTime.fromMillis(1)));
    }

    @Test
    void aFileThatGoesAndComesIsTold() throws IOException {
        assertTold(() -> Files.delete(hactl));
        assertTold(() -> Files.createFile(hactl));
        assertTold(() -> Files.createFile(base.resolve("standby")));
    }

    @Test
    void aNewNodeIsTold() throws IOException {
        assertTold(() -> Files.createDirectory(dir.resolve("mfs/2")));
    }

    @Test
    void anEditOfWhatALinkLeadsToIsTold() throws IOException {
        Path elsewhere =
                Files.writeString(Files.createDirectory(dir.resolve("etc")).resolve("ha"), "web run\n");
        assertTold(() -> link(hactl, elsewhere));
        assertTold(() -> Files.writeString(elsewhere, "web stop\n"));
        Path next = Files.writeString(dir.resolve("next"), "web run\n");
        assertTold(() -> Files.move(next, elsewhere, StandardCopyOption.ATOMIC_MOVE));
    }

    /** So a volume of Kubernetes brings new versions of all its files at once. */
    @Test
    void aSwapOfALinkOnTheWayIsTold() throws IOException {
        Path volume = Files.createDirectory(dir.resolve("volume"));
        Files.writeString(Files.createDirectory(volume.resolve("..1")).resolve("hactl"), "web run\n");
        Files.writeString(Files.createDirectory(volume.resolve("..2")).resolve("hactl"), "web run\n");
        link(volume.resolve("..data"), Path.of("..1"));
        link(volume.resolve("hactl"), Path.of("..data/hactl"));
        assertTold(() -> link(hactl, volume.resolve("hactl")));
        assertTold(() -> link(volume.resolve("..data"), Path.of("..2")));
        assertTold(() -> Files.writeString(volume.resolve("..2/hactl"), "web stop\n"));
    }

    @Test
    void anEditUnderAnotherNameIsTold() throws IOException {
        Path other = Files.createDirectory(dir.resolve("other")).resolve("name");
        Files.createLink(other, hactl);
        assertTold(() -> Files.writeString(other, "web stop\n"));
    }

    @Test
    void aDirectoryThatGoesIsToldAndSoAreEditsInItsSuccessor() throws IOException {
        assertTold(() -> FileUtils.deleteDirectory(base.toFile()));
        awaitSilence();
        assertFalse(watch.renew(), "who looks has to look by itself until it is there again");
        Files.createDirectories(base);
        assertTold(() -> Files.createFile(hactl));
        assertTold(() -> Files.writeString(hactl, "web stop\n"));
    }

    @Test
    void aDirectoryThatIsPutInThePlaceOfAnotherIsTold() throws IOException {
        Path way = dir.resolve("mfs");
        Path next = dir.resolve("next");
        FileUtils.copyDirectory(way.toFile(), next.toFile());
        assertTold(() -> Files.move(way, dir.resolve("before")));
        Files.move(next, way);
        assertTold(() -> Files.writeString(hactl, "web stop\n"));
    }

    @Test
    void whatNobodyWatchesIsNotTold() throws IOException {
        awaitSilence();
        int before = told.get();
        Files.writeString(base.resolve("clstat"), "Cluster::Init::Group web run DONE\n");
        Files.createFile(base.resolve("clstat.new"));
        Files.move(base.resolve("clstat.new"), base.resolve("clstat"), StandardCopyOption.ATOMIC_MOVE);
        // what comes behind it in the queue is told, so all before it was seen
        Files.writeString(hactl, "web stop\n", StandardCharsets.UTF_8);
        await().until(() -> told.get() > before);
        awaitSilence();
        assertTrue(told.get() <= before + 2, () -> (told.get() - before) + " were told of one edit");
    }

    @Test
    void whereAnotherMayChangeFilesNothingIsPromised() throws IOException {
        // files of the kernel's own, which tells nothing of them
        try (PathWatch proc = new PathWatch(Path.of("/proc"), List.of(Path.of("/proc/uptime")), List.of(), () -> {})) {
            assertFalse(proc.renew());
            assertFalse(proc.isSure());
        }
    }

    private static void link(Path link, Path target) throws IOException {
        Path next = link.resolveSibling("next-link");
        Files.createSymbolicLink(next, target);
        Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
    }
}
