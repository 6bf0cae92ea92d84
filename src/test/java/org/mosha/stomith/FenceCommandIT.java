package org.mosha.stomith;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.model.NodeId;
import org.mosha.node.FencePort.Answer;
import org.mosha.node.Refused;

/** Commands of every kind, as real processes. */
@Timeout(120)
class FenceCommandIT {
    private static final NodeId TWO = new NodeId(2);
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path dir;

    private final Shots shots = new Shots();
    private final Logged log = new Logged();
    private Stomith stomith;

    @BeforeEach
    void logOnly() {
        stomith = new Stomith(Optional.empty(), LONG, dir, Map.of(), shots);
    }

    @AfterEach
    void close() {
        stomith.close();
        log.close();
    }

    private void with(String command, Duration timeout) {
        stomith.close();
        stomith = new Stomith(Optional.of(command), timeout, dir, Map.of("MOSHA_NODE", "1"), shots);
    }

    private Shots.Shot shoot(String command) {
        with(command, LONG);
        stomith.shoot(TWO, "i7");
        return shots.first();
    }

    /** Shoots with more and more time until the command has come as far as it is to, however busy the machine is. */
    private Shots.Shot shoot(String command, Duration first, BooleanSupplier isFar) {
        Shots.Shot shot;
        Duration time = first;
        do {
            shots.all.clear();
            log.lines.clear();
            with(command, time);
            stomith.shoot(TWO, "i7");
            shot = shots.first();
            time = time.multipliedBy(2);
        } while (!isFar.getAsBoolean() && time.compareTo(LONG) < 0);
        return shot;
    }

    private boolean isWritten(String name) {
        return dir.resolve(name).toFile().length() > 0;
    }

    private String script(String name, String text) throws IOException {
        Path script = Files.writeString(dir.resolve(name), "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script.toString();
    }

    private String written(String name) {
        Path file = dir.resolve(name);
        await().atMost(LONG).pollInterval(Duration.ofMillis(5)).until(() -> isWritten(name));
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitGone(String pid) {
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> ProcessHandle.of(Long.parseLong(pid))
                        .filter(ProcessHandle::isAlive)
                        .isEmpty());
    }

    @Test
    void withoutACommandTheShotIsOnlyLoggedAsAnAlert() {
        stomith.shoot(TWO, "i7");

        assertEquals(
                new Shots.Shot(TWO, "i7", Answer.LOGGED, "nothing was done, since stomith is not set"), shots.first());
        assertEquals("log only", stomith.method());
        assertEquals(
                List.of("ALERT Node 2 (incarnation i7) should be shot and is not confirmed off, LOGGED:"
                        + " nothing was done, since stomith is not set"),
                log.lines);
    }

    @Test
    void exitCodeZeroConfirms() throws IOException {
        String command = script("ok", "echo off\n");

        assertEquals(
                new Shots.Shot(TWO, "i7", Answer.CONFIRMED, "the stomith command gave exit code 0: off"),
                shoot(command));
        assertEquals("command: " + command, stomith.method());
        assertEquals(
                List.of(
                        "ALERT Shooting node 2 (incarnation i7) with the stomith command",
                        "[node 2] off",
                        "ALERT Node 2 (incarnation i7) is off: the stomith command gave exit code 0: off"),
                log.lines);
    }

    @Test
    void anyOtherExitCodeIsAFailureWithWhatItSaid() throws IOException {
        Shots.Shot shot = shoot(script("fail", "echo no; echo such node >&2; exit 3\n"));

        assertEquals(Answer.FAILED, shot.answer());
        assertEquals("the stomith command gave exit code 3: no; such node", shot.note());
    }

    @Test
    void aSignalIsAFailure() throws IOException {
        Shots.Shot shot = shoot(script("die", "kill -9 $$\n"));

        assertEquals(Answer.FAILED, shot.answer());
        assertTrue(shot.note().startsWith("the stomith command gave exit code 137"), shot.note());
    }

    @Test
    void whatCannotBeExecutedIsAFailure() throws IOException {
        Path plain = Files.writeString(dir.resolve("plain"), "#!/bin/sh\n");

        Shots.Shot shot = shoot(plain.toString());

        assertEquals(Answer.FAILED, shot.answer());
        assertTrue(shot.note().startsWith("the stomith command gave exit code 126: "), shot.note());
        assertTrue(shot.note().contains("Permission denied"), shot.note());
    }

    @Test
    void aShotThatCannotEvenBegin() {
        with("true", LONG);

        stomith.shoot(TWO, "a\u0000b");

        assertEquals(Answer.FAILED, shots.first().answer());
        assertTrue(
                shots.first().note().startsWith("the stomith command could not be run: "),
                shots.first().note());
    }

    @Test
    void theNumberIsTheNextArgumentAndTheRestIsInTheEnvironment() throws IOException {
        String command = script("args", "echo \"$#:$*\" $MOSHA_STOMITH_NODE $MOSHA_STOMITH_INCARNATION $MOSHA_NODE\n");

        assertEquals(
                "the stomith command gave exit code 0: 1:2 2 i7 1",
                shoot(command).note());
        shots.all.clear();
        assertEquals(
                "the stomith command gave exit code 0: 3:console off 2 2 i7 1",
                shoot(command + " console off").note());
    }

    @Test
    void itHasASessionOfItsOwnAndReadsNothing() throws IOException {
        String ids = "$$ $PPID $(ps -o pgid=,sid= -p $$)";
        String command = script("self", "cat; echo " + ids + "\n");

        String note = shoot(command).note();

        // the shell leads the session, unless it has become the script
        assertTrue(note.matches("the stomith command gave exit code 0: (\\d+) (\\d+) (\\1 \\1|\\2 \\2)"), note);
        assertFalse(
                note.contains(" " + ProcessHandle.current().pid() + " "
                        + ProcessHandle.current().pid()),
                note);
    }

    @Test
    void itGetsSignalsAsUsualAlsoWhenTheDaemonHasThemBlocked() throws IOException {
        // a shell clears the mask for what it starts, but not for itself; what is ignored stays so everywhere
        String command = "sh -c 'kill -INT $$; echo alive'; kill -TERM $$; echo alive; :";
        Process daemon = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "trap '' INT; exec env --block-signal=HUP,INT,QUIT,TERM \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xrs",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BlockedSignalsProbe.class.getName(),
                        command)
                .redirectErrorStream(true)
                .start();

        String printed = new String(daemon.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertTrue(printed.contains("note: the stomith command gave exit code 143"), printed);
        assertFalse(printed.contains("alive"), printed);
    }

    @Test
    void aHangEndsWithTheDeathOfAllThatItHasStarted() throws IOException {
        String command = script("hang", """
                trap '' TERM HUP INT
                (trap '' TERM HUP INT; echo $$ >%1$s/main; while :; do sleep 1; done) &
                timeout 1000 sh -c "echo \\$\\$ >%1$s/group; sleep 1000" &
                setsid sh -c "echo \\$\\$ >%1$s/session; sleep 1000" &
                echo $! >%1$s/child
                echo waiting
                wait
                touch %1$s/went-on
                """.formatted(dir));
        List<String> files = List.of("main", "child", "group", "session");

        Shots.Shot shot =
                shoot(command, Duration.ofSeconds(3), () -> files.stream().allMatch(this::isWritten));
        List<String> pids = files.stream().map(this::written).toList();

        assertEquals(
                new Shots.Shot(
                        TWO,
                        "i7",
                        Answer.TIMED_OUT,
                        "the stomith command was killed, since its time was over: waiting"),
                shot);
        pids.forEach(this::awaitGone);
        assertFalse(Files.exists(dir.resolve("went-on")));
    }

    @Test
    void whatPrintsWithoutEndIsBoundedAndTimesOut() {
        String end = "[node 2] ... and more";
        Shots.Shot shot = shoot("yes 0123456789; :", Duration.ofSeconds(1), () -> log.lines.contains(end));

        assertEquals(Answer.TIMED_OUT, shot.answer());
        assertTrue(
                shot.note().endsWith(": 0123456789; 0123456789; 0123456789"),
                shot.note().substring(0, Math.min(500, shot.note().length())));
        assertEquals(
                20,
                log.lines.stream().filter(line -> line.endsWith("] 0123456789")).count());
        assertTrue(log.lines.contains(end));
    }

    @Test
    void aLotOfOutputDoesNotKeepItFromItsEnd() throws IOException {
        String command = script("chatty", "head -c 3000000 /dev/zero | tr '\\000' x; echo; echo last >&2\n");

        Shots.Shot shot = shoot(command);

        assertEquals(Answer.CONFIRMED, shot.answer());
        assertTrue(shot.note().length() < 500, shot.note());
    }

    @Test
    void whatItLeavesInTheBackgroundIsNotWaitedFor() throws IOException {
        Shots.Shot shot = shoot(script("background", "sleep 1000 &\necho $! >" + dir + "/left\nexit 0\n"));

        assertEquals(Answer.CONFIRMED, shot.answer());
        long left = Long.parseLong(written("left"));
        assertTrue(ProcessHandle.of(left).filter(ProcessHandle::isAlive).isPresent());
        ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void theSameShotIsDoneOnceAndAnswersAll() throws IOException {
        with(
                script("once", "echo run >>%1$s/runs; while [ ! -e %1$s/go ]; do sleep 0.05; done\n".formatted(dir)),
                LONG);

        stomith.shoot(TWO, "i7");
        written("runs");
        stomith.shoot(TWO, "i7");
        Files.createFile(dir.resolve("go"));

        Shots.Shot shot = new Shots.Shot(TWO, "i7", Answer.CONFIRMED, "the stomith command gave exit code 0");
        assertEquals(List.of(shot, shot), shots.atLeast(2));
        assertEquals("run", written("runs"));
    }

    @Test
    void anotherLifeOfTheNodeWaitsAndOtherNodesDoNot() throws IOException {
        String command = script("turns", """
                echo $1 $MOSHA_STOMITH_INCARNATION >>%1$s/begun
                [ $1$MOSHA_STOMITH_INCARNATION != 2a ] || while [ ! -e %1$s/go ]; do sleep 0.05; done
                """.formatted(dir));
        with(command, LONG);

        stomith.shoot(TWO, "a");
        written("begun");
        stomith.shoot(TWO, "b");
        stomith.shoot(new NodeId(3), "a");
        shots.atLeast(1);
        assertEquals("2 a\n3 a", written("begun"));
        Files.createFile(dir.resolve("go"));

        assertEquals(
                List.of("3a", "2a", "2b"),
                shots.atLeast(3).stream().map(s -> s.node() + s.incarnation()).toList());
        stomith.shoot(TWO, "a");
        shots.atLeast(4);
        assertEquals("2 a\n3 a\n2 b\n2 a", written("begun"));
    }

    @Test
    void closingEndsWhatRunsAndAnswersAll() throws IOException {
        with(script("hang", "echo $$ >" + dir + "/pid-$1\nsleep 1000\n"), LONG);
        for (int node = 2; node <= 12; node++) {
            stomith.shoot(new NodeId(node), "a");
        }
        String pid = written("pid-2");
        long before = System.nanoTime();

        stomith.close();
        stomith.shoot(new NodeId(13), "a");

        assertEquals(12, shots.atLeast(12).size());
        assertTrue(shots.all.stream()
                .allMatch(s -> s.answer() == Answer.FAILED && s.note().contains("goes down")));
        assertTrue(System.nanoTime() - before < TimeUnit.SECONDS.toNanos(60));
        awaitGone(pid);
    }

    @Test
    void aListenerThatFailsKeepsNobodyFromHisAnswer() {
        stomith.close();
        stomith = new Stomith(Optional.of("true"), LONG, dir, Map.of(), (node, incarnation, answer, note) -> {
            shots.shot(node, incarnation, answer, note);
            throw new IllegalStateException("on purpose");
        });

        stomith.shoot(TWO, "a");
        shots.atLeast(1);
        stomith.shoot(TWO, "a");

        assertEquals(Answer.CONFIRMED, shots.atLeast(2).get(1).answer());
    }

    @Test
    void neitherLogsNorCommandsCanBeTried() {
        Refused nothing = assertThrows(Refused.class, () -> stomith.test(TWO));
        with("true", LONG);
        Refused command = assertThrows(Refused.class, () -> stomith.test(TWO));

        assertEquals(
                "nothing is configured that could shoot node 2: expected the setting stomith to name a command or a"
                        + " fence agent",
                nothing.getMessage());
        assertEquals(
                "a stomith command cannot be tried without shooting node 2: only fence agents can tell a node's status",
                command.getMessage());
    }
}
