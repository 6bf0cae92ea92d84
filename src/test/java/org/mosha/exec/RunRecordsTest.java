package org.mosha.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.model.ProcessSignal;
import org.mosha.node.ProcessSpec;

class RunRecordsTest {
    private static final Optional<ProcessSpec.Stop> STOP =
            Optional.of(new ProcessSpec.Stop(ProcessSignal.USR1, Duration.ofSeconds(60)));

    @TempDir
    Path dir;

    private final int pid = (int) ProcessHandle.current().pid();
    private final String boot;
    private final long start;

    RunRecordsTest() throws IOException {
        boot = Proc.bootId();
        start = new Proc().stat(pid).orElseThrow().startTicks();
    }

    private RunRecords.Entry own(long run) {
        return new RunRecords.Entry(boot, new Marks.Mark("i", run), pid, start, Optional.empty());
    }

    @Test
    void whatIsAddedIsRead() throws IOException {
        try (RunRecords records = new RunRecords(dir)) {
            records.add(own(1));
            records.add(own(2));
        }
        assertEquals(List.of(own(1), own(2)), RunRecords.read(dir));
    }

    @Test
    void howARunIsToBeStoppedIsReadAndOldLinesSayNothingOfIt() throws IOException {
        RunRecords.Entry entry = new RunRecords.Entry(boot, new Marks.Mark("i", 1), pid, start, STOP);
        try (RunRecords records = new RunRecords(dir)) {
            records.add(entry);
        }
        assertEquals(List.of(entry), RunRecords.read(dir));
        assertEquals(boot + " i.1 " + pid + " " + start + " USR1 60000 .\n", Files.readString(dir.resolve("runs")));
        assertEquals(Optional.of(own(1)), RunRecords.Entry.parse(boot + " i.1 " + pid + " " + start + " ."));
        assertEquals(Optional.empty(), RunRecords.Entry.parse(boot + " i.1 " + pid + " " + start + " USR1 ."));
        assertEquals(Optional.empty(), RunRecords.Entry.parse(boot + " i.1 " + pid + " " + start + " USR1 60000"));
    }

    @Test
    void nobodyElseMayReadIt() throws IOException {
        Files.writeString(dir.resolve("runs.new"), "left half-way");
        try (RunRecords records = new RunRecords(dir)) {
            records.add(own(1));
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("runs"))));
    }

    @Test
    void aMissingFileIsEmpty() throws IOException {
        assertEquals(List.of(), RunRecords.read(dir));
    }

    @Test
    void damagedLinesAreSkipped() throws IOException {
        String good = own(1).line();
        Files.writeString(
                dir.resolve("runs"),
                "\0\0\0\n" + good.substring(0, 20) + "\n" + good + "a b 1 2 .\na b.1 0 2 .\n"
                        + good.substring(0, good.length() - 3));
        assertEquals(List.of(own(1)), RunRecords.read(dir));
    }

    @Test
    void aFileOfGarbageIsEmpty() throws IOException {
        byte[] garbage = new byte[100_000];
        new Random(1).nextBytes(garbage);
        Files.write(dir.resolve("runs"), garbage);
        assertEquals(List.of(), RunRecords.read(dir));
    }

    @Test
    void openingKeepsWhatRunsAndForgetsWhatDoesNot() throws IOException {
        RunRecords.Entry reused = new RunRecords.Entry(boot, new Marks.Mark("i", 2), pid, start + 1, Optional.empty());
        RunRecords.Entry otherBoot = new RunRecords.Entry("x", new Marks.Mark("i", 3), pid, start, Optional.empty());
        Files.writeString(dir.resolve("runs"), own(1).line() + reused.line() + otherBoot.line());
        new RunRecords(dir).close();
        assertEquals(List.of(own(1)), RunRecords.read(dir));
    }

    @Test
    void theFileDoesNotGrowForEver() throws IOException {
        try (RunRecords records = new RunRecords(dir)) {
            for (int run = 1; run <= 5000; run++) {
                records.add(own(run));
                records.remove(own(run).mark());
            }
            assertTrue(RunRecords.read(dir).size() < 1500);
            records.add(own(6000));
        }
        List<RunRecords.Entry> entries = RunRecords.read(dir);
        assertEquals(own(6000), entries.get(entries.size() - 1));
    }
}
