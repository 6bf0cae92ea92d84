package org.mosha.exec;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.linux.ProcStat;
import org.mosha.model.ProcessSignal;
import org.mosha.model.RunId;
import org.mosha.node.ProcessSpec;

/** What a daemon finds that its earlier life left running. */
@Timeout(180)
class LeftoversIT {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path dir;

    private final Recorder recorder = new Recorder();

    /** Runs commands and goes away without stopping them, as a killed daemon does. */
    private void leave(String... commands) throws IOException {
        List<ProcessSpec> specs = new ArrayList<>();
        for (int i = 0; i < commands.length; i++) {
            specs.add(Recorder.spec(i + 1, commands[i]));
        }
        leave(specs);
    }

    private void leave(List<ProcessSpec> specs) throws IOException {
        try (ExecProcesses earlier =
                new ExecProcesses(dir.toString(), "old", dir, Optional.empty(), recorder, recorder)) {
            specs.forEach(earlier::spawn);
            await().until(() -> recorder.lines.size() == specs.size());
        }
    }

    private Leftovers leftovers(String incarnation) {
        return new Leftovers(dir.toString(), incarnation, dir);
    }

    @AfterEach
    void killWhatATestLeft() throws Exception {
        leftovers("end").stop(leftovers("end").find(), new Leftovers.Patience(Duration.ZERO, Duration.ZERO, LONG));
    }

    @Test
    void nothingIsLeftByADaemonThatNeverWas() throws Exception {
        assertEquals(List.of(), leftovers("new").find());
    }

    @Test
    void allThatWasLeftIsStopped() throws Exception {
        leave(
                "echo 1; exec sleep 1000",
                "echo 2; exec env -i sleep 1000",
                "echo 3; setsid sleep 1000 & wait",
                "echo 4; env -i sleep 1000 & wait");
        // the second has no mark, its record finds it; the third's child left its session, its mark finds it
        await().until(() -> leftovers("new").find().stream()
                        .filter(leftover -> leftover.name().equals("sleep"))
                        .count()
                == 4);
        List<Leftover> found = leftovers("new").find();
        assertEquals(
                List.of("old.1", "old.2", "old.3", "old.4"),
                found.stream().map(Leftover::run).distinct().sorted().collect(Collectors.toList()));
        assertEquals(List.of(), leftovers("new").stop(found, new Leftovers.Patience(LONG, LONG, LONG)));
        for (Leftover leftover : found) {
            assertFalse(new Proc().stat(leftover.pid()).filter(ProcStat::lives).isPresent());
        }
    }

    @Test
    void whatIgnoresTermIsKilled() throws Exception {
        leave("trap '' TERM; echo ready; while :; do sleep 0.1; done");
        List<Leftover> found = leftovers("new").find();
        assertEquals(
                List.of(), leftovers("new").stop(found, new Leftovers.Patience(Duration.ofMillis(200), LONG, LONG)));
    }

    /** A command that ignores SIGTERM, and ends in order by another signal; nobody takes its output any more. */
    private ProcessSpec orderly(long run) {
        String file = dir.resolve("orderly").toString();
        return Recorder.with(
                Recorder.spec(
                        run,
                        "trap '' TERM; trap 'sleep 0.3; echo done >" + file + "; exit' USR1; echo ready;"
                                + " exec >/dev/null 2>&1; while :; do sleep 0.05; done"),
                new ProcessSpec.Stop(ProcessSignal.USR1, LONG));
    }

    @Test
    void whatHasAnotherSignalAndMoreTimeThanUsualGetsBoth() throws Exception {
        leave(List.of(orderly(1)));
        // the children sleep for a moment only, and are asked by the same signal
        Leftovers.Patience patience = new Leftovers.Patience(Duration.ZERO, LONG, LONG);
        assertEquals(List.of(), leftovers("new").stop(leftovers("new").find(), patience));
        assertTrue(Files.exists(dir.resolve("orderly")));
    }

    @Test
    void noRecordGivesMoreTimeThanThereIs() throws Exception {
        leave(List.of(orderly(1)));
        Leftovers.Patience patience = new Leftovers.Patience(Duration.ZERO, Duration.ZERO, LONG);
        assertEquals(List.of(), leftovers("new").stop(leftovers("new").find(), patience));
        assertFalse(Files.exists(dir.resolve("orderly")));
    }

    @Test
    void ownProcessesAreNoLeftovers() throws Exception {
        leave("echo 1; exec sleep 1000");
        assertEquals(List.of(), leftovers("old").find());
        assertEquals(1, leftovers("new").find().size());
    }

    @Test
    void aMarkOfALifeThatIsNotOnRecordIsNobodys() throws Exception {
        leave("echo 1; exec sleep 1000");
        Process forged = marked("x.1", "sleep", "1000");
        try {
            assertEquals(
                    List.of("old.1"),
                    leftovers("new").find().stream().map(Leftover::run).toList());
        } finally {
            forged.destroyForcibly().waitFor();
        }
    }

    @Test
    void withoutARecordMarksOfThisUserCountAndOthersDoNot() throws Exception {
        assumeTrue(
                RealUser.of((int) ProcessHandle.current().pid()).equals(Optional.of(0)),
                "only root can be somebody else");
        Process own = marked("x.1", "sleep", "1000");
        Process forged = marked("x.2", "setpriv", "--reuid=65534", "--clear-groups", "sleep", "1000");
        try {
            await().until(() -> RealUser.of((int) forged.pid()).equals(Optional.of(65534)));
            assertEquals(
                    List.of("x.1"),
                    leftovers("new").find().stream().map(Leftover::run).toList());
        } finally {
            own.destroyForcibly().waitFor();
            forged.destroyForcibly().waitFor();
        }
    }

    private Process marked(String run, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("MOSHA_DAEMON", dir.toString());
        builder.environment().put("MOSHA_RUN", run);
        return builder.start();
    }

    @Test
    void aStrangerWithARecordedPidIsLeftAlone() throws Exception {
        Process stranger = new ProcessBuilder("setsid", "sleep", "1000").start();
        try {
            int pid = (int) stranger.pid();
            await().until(() -> new Proc().stat(pid).orElseThrow().session() == pid);
            long start = new Proc().stat(pid).orElseThrow().startTicks();
            Marks.Mark mark = new Marks.Mark("old", 1);
            String boot = Proc.bootId();
            record(new RunRecords.Entry(boot, mark, pid, start - 1, Optional.empty()));
            record(new RunRecords.Entry("another-boot", mark, pid, start, Optional.empty()));
            assertEquals(List.of(), leftovers("new").find());
            record(new RunRecords.Entry(boot, mark, pid, start, Optional.empty()));
            assertEquals(pid, leftovers("new").find().get(0).pid());
        } finally {
            stranger.destroyForcibly().waitFor();
        }
    }

    private void record(RunRecords.Entry entry) throws IOException {
        Files.writeString(dir.resolve("runs"), entry.line(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void whatCannotBeWatchedIsKilled() throws Exception {
        Marks marks = new Marks(dir.toString(), "old");
        leave("echo 1; setsid sleep 1000 & exec sleep 1000");
        await().until(() -> leftovers("new").find().stream()
                        .filter(leftover -> leftover.name().equals("sleep"))
                        .count()
                == 2);
        assertEquals(2, Unwatched.kill(marks, new RunId(1)));
        await().until(() -> leftovers("new").find().isEmpty());
    }
}
