package org.mosha.engine.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.it.SmallDisk;

/** A filesystem that keeps times to the second: two versions may have the same time. */
class WholeSecondsTest {
    @TempDir
    private Path dir;

    @Test
    void eachEditIsNewerThanTheOneBefore() throws IOException, InterruptedException {
        try (SmallDisk disk = SmallDisk.mountWithWholeSeconds(dir.resolve("mfs"), dir.resolve("image"), getClass());
                Station one = new Station(disk.path(), 1).open().live();
                Station two = new Station(disk.path(), 2).open().live()) {
            long last = 0;
            for (int i = 0; i < 5; i++) {
                String line = "group" + i + " start\n";
                one.engine.writeHactl(text -> text + line);
                long now = Files.getLastModifiedTime(one.file("hactl")).toMillis();
                assertEquals(0, now % 1000, "the filesystem keeps whole seconds");
                assertTrue(now > last, "edit " + i);
                last = now;
            }
            String all = Files.readString(one.file("hactl"));
            assertEquals(5, all.lines().count());
            two.sees(v -> two.hactl().equals(all));
        }
    }
}
