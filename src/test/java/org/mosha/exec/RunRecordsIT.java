package org.mosha.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a disk that is full for a while. */
class RunRecordsIT {
    private static final int PAGE = 4096;

    @TempDir
    Path dir;

    private final int pid = (int) ProcessHandle.current().pid();
    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "needs a mount of its own");
        disk = Files.createDirectory(dir.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=" + 3 * PAGE, "mosha-test", disk.toString());
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            run("umount", disk.toString());
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor(), () -> String.join(" ", command));
    }

    private RunRecords.Entry own(long run) throws IOException {
        long start = new Proc().stat(pid).orElseThrow().startTicks();
        return new RunRecords.Entry(Proc.bootId(), new Marks.Mark("i", run), pid, start, Optional.empty());
    }

    @Test
    void whatWasStartedMeanwhileIsThereWithTheNextThatCanBeWritten() throws Exception {
        Path filler = disk.resolve("filler");
        int runs = 0;
        try (RunRecords records = new RunRecords(disk)) {
            Files.write(filler, new byte[2 * PAGE]);
            // until a line does not fit, and two more
            while (runs < PAGE / own(1).line().length() + 3) {
                records.add(own(++runs));
            }
            assertTrue(RunRecords.read(disk).size() < runs, "the disk was full");
            Files.delete(filler);
            records.add(own(++runs));
        }
        List<RunRecords.Entry> read = RunRecords.read(disk);
        assertEquals(runs, read.size());
        assertEquals(own(runs), read.get(runs - 1));
    }
}
