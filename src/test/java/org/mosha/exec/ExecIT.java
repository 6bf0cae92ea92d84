package org.mosha.exec;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.it.Processes;
import org.mosha.linux.SignalMasks;
import org.mosha.model.ProcessSignal;
import org.mosha.model.RunId;
import org.mosha.model.Tag;
import org.mosha.node.ProcessSpec;

/** Commands of every kind, as real processes. */
@Timeout(120)
class ExecIT {
    @TempDir
    Path dir;

    private final Recorder recorder = new Recorder();
    private final AtomicLong number = new AtomicLong();
    private ExecProcesses processes;

    @BeforeEach
    void open() throws IOException {
        processes = new ExecProcesses(dir.toString(), "i1", dir, Optional.empty(), recorder, recorder);
    }

    @AfterEach
    void killEverything() {
        for (long run = 1; run <= number.get(); run++) {
            processes.signal(new RunId(run), ProcessSignal.KILL);
            processes.awaitGone(new RunId(run));
        }
        for (long run = 1; run <= number.get(); run++) {
            awaitTold(run, "gone");
        }
        processes.close();
    }

    private long spawn(String command) {
        return spawn(Recorder.spec(number.incrementAndGet(), command));
    }

    private long spawn(ProcessSpec spec) {
        processes.spawn(spec);
        return spec.run().value();
    }

    private ProcessSpec next(String command) {
        return Recorder.spec(number.incrementAndGet(), command);
    }

    private void awaitTold(long run, String what) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> recorder.told(run).contains(what));
    }

    private int exitCode(long run) {
        awaitTold(run, "exited");
        return recorder.codes.get(new RunId(run));
    }

    private String failure(long run) {
        awaitTold(run, "spawnFailed");
        return recorder.failures.get(new RunId(run));
    }

    private void awaitLine(String line) {
        await().pollInterval(Duration.ofMillis(5)).until(() -> recorder.lines.contains(line));
    }

    private long pid(long run) {
        awaitTold(run, "spawned");
        return recorder.pids.get(new RunId(run));
    }

    @Test
    void exitCodesComeAsTheShellSaysThem() {
        assertEquals(0, exitCode(spawn("true")));
        assertEquals(3, exitCode(spawn("exit 3")));
        assertEquals(127, exitCode(spawn("no-such-program-anywhere")));
        assertEquals(126, exitCode(spawn("/etc/passwd")));
        assertEquals(List.of("spawned", "exited"), recorder.told(1));
    }

    @Test
    void aSignalIs128AndItsNumber() {
        assertEquals(128 + 15, exitCode(spawn("kill -TERM $$")));
        long sleeper = spawn("exec sleep 1000");
        pid(sleeper);
        processes.signal(new RunId(sleeper), ProcessSignal.KILL);
        assertEquals(128 + 9, exitCode(sleeper));
    }

    @Test
    void aSignalToACommandOnItsWayIsNotLost() {
        for (ProcessSignal signal : List.of(ProcessSignal.TERM, ProcessSignal.INT, ProcessSignal.QUIT)) {
            long run = spawn("exec sleep 1000");
            processes.signal(new RunId(run), signal);
            assertEquals(128 + signal.number(), exitCode(run));
        }
    }

    @Test
    void aCommandLeadsItsOwnSessionAndProcessGroup() {
        long run = spawn("echo $(ps -o pid=,pgid=,sid= -p $$)");
        assertEquals(0, exitCode(run));
        long pid = pid(run);
        awaitLine("[g/t1] %d %d %d".formatted(pid, pid, pid));
    }

    @Test
    void signalsAreAsUsualForTheCommand() {
        exitCode(spawn("grep -E '^Sig(Blk|Ign)' /proc/self/status"));
        await().until(() -> recorder.lines.size() == 2);
        SignalMasks masks = SignalMasks.parse(recorder.lines.stream()
                .map(line -> line.substring("[g/t1] ".length()))
                .toList());
        assertEquals(List.of(), masks.unusual());
    }

    @Test
    void theEnvironmentIsTheDaemonsAndMoshasAndTheMarks() {
        exitCode(spawn("echo \"$MOSHA_GROUP|$MOSHA_DAEMON|$MOSHA_RUN|$PATH|${NOTIFY_SOCKET-none}\""));
        awaitLine("[g/t1] g|" + dir + "|i1.1|" + System.getenv("PATH") + "|none");
    }

    @Test
    void nothingInACommandIsTakenForAnythingElse() {
        exitCode(spawn("x='${a} \"b\" * \\\\'; printf '%s\\n' \"$x\""));
        awaitLine("[g/t1] ${a} \"b\" * \\\\");
    }

    @Test
    void aCommandRunsAsItsUser() throws IOException {
        assumeTrue(isRoot(), "only root can become another user");
        exitCode(spawn(Recorder.with(
                next("id -un; id -gn; echo $HOME $USER $LOGNAME; echo error >/dev/stderr"), "nobody", null, null)));
        awaitLine("[g/t1] nobody");
        awaitLine("[g/t1] nogroup");
        awaitLine("[g/t1] /nonexistent nobody nobody");
        awaitLine("[g/t1] error");
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    @Test
    void anUnknownUserIsSaid() {
        assertEquals(
                "there is no user 'no; such'", failure(spawn(Recorder.with(next("true"), "no; such", null, null))));
    }

    @Test
    void aCommandRunsInItsDirectory() throws IOException {
        Path there = Files.createDirectory(dir.resolve("a b"));
        exitCode(spawn(Recorder.with(next("pwd"), null, there.toString(), null)));
        awaitLine("[g/t1] " + there.toRealPath());
    }

    @Test
    void aMissingDirectoryIsSaid() {
        assertEquals(
                "dir /does/not exist does not exist",
                failure(spawn(Recorder.with(next("true"), null, "/does/not exist", null))));
        assertEquals(
                "dir /etc/passwd is not a directory",
                failure(spawn(Recorder.with(next("true"), null, "/etc/passwd", null))));
    }

    @Test
    void anEnvFileIsReadAtEachStart() throws IOException {
        Path file = Files.writeString(dir.resolve("env"), "A='1 $x'\n");
        exitCode(spawn(Recorder.with(next("echo \"$A\""), null, null, file.toString())));
        awaitLine("[g/t1] 1 $x");
        Files.writeString(file, "# new\nA=2\n");
        exitCode(spawn(Recorder.with(next("echo \"$A\""), null, null, file.toString())));
        awaitLine("[g/t2] 2");
        Files.writeString(file, "A=2\nwhat is this\n");
        assertEquals(
                "env-file " + file + ":2: expected NAME=value",
                failure(spawn(Recorder.with(next("true"), null, null, file.toString()))));
    }

    @Test
    void allOf100MegabytesArrives() throws IOException {
        AtomicLong lines = new AtomicLong();
        AtomicLong characters = new AtomicLong();
        Recorder other = new Recorder();
        try (ExecProcesses counting =
                new ExecProcesses("count", "i1", dir, Optional.empty(), other, (group, tag, line) -> {
                    lines.incrementAndGet();
                    characters.addAndGet(line.length() + 1);
                })) {
            counting.spawn(Recorder.spec(1, "yes 'a line of output, as commands print it' | head -c 100000000"));
            await().atMost(Duration.ofSeconds(60)).until(() -> characters.get() >= 100_000_000);
            assertEquals(100_000_000 / 39 + 1, lines.get());
        }
    }

    @Test
    void aLineWithoutAnEndComesWhenItsCommandEnds() {
        exitCode(spawn("printf 'one\\ntwo'"));
        awaitLine("[g/t1] two");
        assertEquals(List.of("[g/t1] one", "[g/t1] two"), recorder.lines);
    }

    @Test
    void garbageIsMadeHarmless() {
        exitCode(spawn("head -c 100000 /dev/urandom; echo; echo end"));
        awaitLine("[g/t1] end");
        assertTrue(recorder.lines.stream()
                .allMatch(line -> line.chars().allMatch(c -> c == '\t' || !Character.isISOControl(c))));
    }

    @Test
    void aGrandchildThatKeepsTheOutputOpenDelaysNothingAndIsStillHeard() {
        long run = spawn("(setsid sh -c 'while [ ! -e go ]; do sleep 0.05; done; echo later') & printf 'no end'");
        assertEquals(0, exitCode(run));
        awaitLine("[g/t1] no end");
        assertFalse(recorder.lines.contains("[g/t1] later"));
    }

    @Test
    void aLeaverIsHeardAfterTheEndOfTheMainProcess() throws IOException {
        ProcessSpec spec = Recorder.with(
                next("(while [ ! -e go ]; do sleep 0.02; done; echo later) & exit 7"), null, dir.toString(), null);
        long run = spawn(spec);
        assertEquals(7, exitCode(run));
        assertTrue(recorder.others.get(new RunId(run)));
        Files.createFile(dir.resolve("go"));
        awaitLine("[g/t1] later");
    }

    @Test
    void aCommandMayCloseItsOutput() {
        long run = spawn("exec >&- 2>&-; sleep 0.2; exit 4");
        assertEquals(4, exitCode(run));
        assertFalse(recorder.others.get(new RunId(run)));
    }

    @Test
    void whatIgnoresTermIsKilled() {
        long run = spawn("trap '' TERM; echo ready; while :; do sleep 0.1; done");
        awaitLine("[g/t1] ready");
        processes.signal(new RunId(run), ProcessSignal.TERM);
        processes.awaitGone(new RunId(run));
        awaitTold(run, "spawned");
        assertFalse(recorder.told(run).contains("exited"));
        processes.signal(new RunId(run), ProcessSignal.KILL);
        assertEquals(128 + 9, exitCode(run));
        awaitTold(run, "gone");
        assertEquals(List.of("spawned", "exited", "gone"), recorder.told(run));
    }

    @Test
    void aDaemonizedGrandchildIsFoundByItsMark() throws IOException {
        long run = spawn("setsid sh -c 'echo $$ >" + dir + "/pid; exec sleep 1000' & wait");
        await().until(() -> Files.exists(dir.resolve("pid"))
                && Files.readString(dir.resolve("pid")).endsWith("\n"));
        long left = Long.parseLong(Files.readString(dir.resolve("pid")).strip());
        ProcessHandle.of(pid(run)).orElseThrow().destroyForcibly();
        exitCode(run);
        processes.awaitGone(new RunId(run));
        assertTrue(ProcessHandle.of(left).isPresent());
        assertFalse(recorder.told(run).contains("gone"));
        processes.signal(new RunId(run), ProcessSignal.TERM);
        awaitTold(run, "gone");
        await().until(() -> ProcessHandle.of(left).map(p -> !p.isAlive()).orElse(true));
    }

    @Test
    void whatEntriesLeaveWhileTheyAreStoppedOneAfterTheOtherIsFound() {
        for (int i = 1; i <= 5; i++) {
            spawn("trap 'setsid sleep 1000 & exit' INT; echo ready; while :; do sleep 0.05; done");
            awaitLine("[g/t" + i + "] ready");
        }
        for (long run = 1; run <= 5; run++) {
            processes.awaitGone(new RunId(run));
            processes.signal(new RunId(run), ProcessSignal.INT);
            exitCode(run);
        }
        // another one has its answer meanwhile, soon after the looks for the first ones
        long other = spawn("sleep 0.1");
        processes.awaitGone(new RunId(other));
        awaitTold(other, "gone");
        for (long run = 1; run <= 5; run++) {
            assertEquals(List.of("spawned", "exited"), recorder.told(run));
            processes.signal(new RunId(run), ProcessSignal.TERM);
            awaitTold(run, "gone");
        }
    }

    @Test
    void whatAnEarlierRunOfTheEntryHasLeftIsStoppedWithTheEntry() {
        exitCode(spawn("setsid sleep 1000 & echo $!; exit 1"));
        await().until(() -> !recorder.lines.isEmpty());
        long left = Long.parseLong(recorder.lines.get(0).substring("[g/t1] ".length()));
        long again = spawn(Recorder.of(new Tag("t1"), next("exec sleep 1000")));
        pid(again);
        assertTrue(Processes.isAlive(left));
        processes.awaitGone(new RunId(again));
        processes.signal(new RunId(again), ProcessSignal.TERM);
        awaitTold(again, "gone");
        assertFalse(Processes.isAlive(left));
    }

    /** As the processes of some databases do. */
    @Test
    void whatForgetsItsMarkAndItsSessionIsFoundByWhoHasStartedIt() {
        long run = spawn("env -i setsid sh -c 'trap \"\" TERM; echo $$; while :; do sleep 0.1; done' & wait");
        await().until(() -> !recorder.lines.isEmpty());
        long left = Long.parseLong(recorder.lines.get(0).substring("[g/t1] ".length()));
        processes.awaitGone(new RunId(run));
        processes.signal(new RunId(run), ProcessSignal.TERM);
        exitCode(run);
        assertTrue(Processes.isAlive(left));
        processes.signal(new RunId(run), ProcessSignal.KILL);
        awaitTold(run, "gone");
        assertFalse(Processes.isAlive(left));
    }

    @Test
    void whatForgetsItsMarkIsFoundByItsSession() {
        long run = spawn("env -i sleep 1000 & echo started");
        assertEquals(0, exitCode(run));
        assertTrue(recorder.others.get(new RunId(run)));
        processes.awaitGone(new RunId(run));
        processes.signal(new RunId(run), ProcessSignal.TERM);
        awaitTold(run, "gone");
    }

    @Test
    void goneIsToldOfWhatNeverRanAndOfWhatEndedLongAgo() {
        long failed = spawn(Recorder.with(next("true"), null, "/does/not/exist", null));
        processes.awaitGone(new RunId(failed));
        awaitTold(failed, "gone");
        assertEquals(List.of("spawnFailed", "gone"), recorder.told(failed));
        long ended = spawn("true");
        exitCode(ended);
        processes.awaitGone(new RunId(ended));
        awaitTold(ended, "gone");
    }

    @Test
    void goneAskedBeforeTheStartIsAnsweredAfterTheEnd() {
        long run = spawn("sleep 0.2");
        processes.awaitGone(new RunId(run));
        awaitTold(run, "gone");
        assertEquals(List.of("spawned", "exited", "gone"), recorder.told(run));
    }

    @Test
    void noFileDescriptorIsLeftOpen() throws IOException {
        Set<String> before = openPipes();
        for (int i = 1; i <= 200; i++) {
            spawn(i % 4 == 0 ? Recorder.with(next("true"), null, "/does/not/exist", null) : next("echo hello"));
        }
        for (long run = 1; run <= 200; run++) {
            awaitTold(run, run % 4 == 0 ? "spawnFailed" : "exited");
        }
        await().until(() -> before.containsAll(openPipes()));
    }

    @Test
    void aRunningCommandCostsOneFileDescriptor() throws IOException {
        Set<String> before = openPipes();
        for (int i = 1; i <= 20; i++) {
            awaitTold(spawn("exec sleep 1000"), "spawned");
        }
        // the spawner closes its end of the pipe before it tells
        Set<String> more = openPipes();
        more.removeAll(before);
        assertEquals(20, more.size());
    }

    /** Which pipes this process has open: some of earlier tests may still be closed, which a mere number would hide. */
    private static Set<String> openPipes() throws IOException {
        try (Stream<Path> fds = Files.list(Path.of("/proc/self/fd"))) {
            return fds.map(ExecIT::pipe).flatMap(Optional::stream).collect(Collectors.toCollection(HashSet::new));
        }
    }

    private static Optional<String> pipe(Path fd) {
        try {
            return Optional.of(Files.readSymbolicLink(fd).toString()).filter(link -> link.startsWith("pipe:"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
