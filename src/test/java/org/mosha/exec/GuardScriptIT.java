package org.mosha.exec;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real script by itself, with the test in the place of its daemon. */
class GuardScriptIT {
    private static final Path SCRIPT = Path.of("bin/mosha-guard").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** As bash tells its steps: the time that the script has read, and for how long it waits for an order. */
    private static final Pattern NOW = Pattern.compile("^\\++ now=(\\d+)");

    private static final Pattern WAIT = Pattern.compile("^\\++ read -r -t (\\d+)\\.(\\d\\d) line");

    @TempDir
    private Path dir;

    private final String identity = "guard-script-it-" + UUID.randomUUID();
    private final List<Process> processes = new ArrayList<>();
    private Optional<Path> cgroup = Optional.empty();

    @AfterEach
    void end() {
        processes.forEach(p -> p.descendants().forEach(ProcessHandle::destroyForcibly));
        processes.forEach(Process::destroyForcibly);
        // a guard that was still at it may remove it as well
        cgroup.ifPresent(group -> await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            if (Files.exists(group)) {
                Files.writeString(group.resolve("cgroup.kill"), "1");
                Files.deleteIfExists(group);
            }
            return Files.notExists(group);
        }));
    }

    @Test
    void aCgroupHoldsWhatHasNoMarkAndNoSessionAndDiesWithItsDaemon() throws Exception {
        Path group = cgroup();
        Process stray = inCgroup("exec env -i setsid --fork sleep 1000");
        assertEquals(0, stray.waitFor());
        assertEquals(1, members(group).size());
        Path gone = dir.resolve("gone");
        Process guard = guard("--cgroup", group.toString(), "--gone", gone.toString());
        guard.getOutputStream().close();
        await().atMost(PATIENCE).until(() -> !guard.isAlive());
        assertFalse(Files.exists(group));
        assertEquals("life1\n", Files.readString(gone));
    }

    @Test
    void atTheDeadlineEverythingInTheCgroupDiesButTheDaemonItself() throws Exception {
        Path group = cgroup();
        Process daemon = inCgroup("exec sleep 1000");
        inCgroup("exec env -i setsid --fork sleep 1000").waitFor();
        await().atMost(PATIENCE).until(() -> members(group).size() == 2);
        Process guard = guard("--cgroup", group.toString(), "--daemon", Long.toString(daemon.pid()));
        order(guard, "until 1");
        await().atMost(PATIENCE).until(() -> members(group).equals(List.of(Long.toString(daemon.pid()))));
        assertTrue(daemon.isAlive());
        guard.getOutputStream().close();
        await().atMost(PATIENCE).until(() -> !daemon.isAlive());
    }

    /** With the script's own function, whose kills are only noted: of some who end while it looks, the others are found. */
    @Test
    void whoEndsMeanwhileHidesNobodyFromTheGuard() throws Exception {
        String look = """
                eval "$(sed -n '/^kill_members()/,/^}/p; /^is_populated()/,/^}/p' "$1")"
                kill() { killed=("${@:2}"); }
                cgroup=$2 daemon=
                for round in {1..30}; do
                  ending=() living=()
                  for i in {1..12}; do sleep 1000 & ending+=($!); echo $! >"$cgroup/cgroup.procs"; done
                  for i in {1..18}; do sleep 1000 & living+=($!); echo $! >"$cgroup/cgroup.procs"; done
                  (for pid in "${ending[@]}"; do builtin kill -KILL $pid; done) &
                  kill_members
                  for pid in "${living[@]}"; do [[ " ${killed[*]} " = *" $pid "* ]] || echo "passed over: $pid"; done
                  for pid in "${killed[@]}"; do
                    [[ " ${ending[*]} ${living[*]} " = *" $pid "* ]] || echo "a stranger: $pid"
                  done
                  builtin kill -KILL "${living[@]}"
                  wait
                done 2>/dev/null
                echo done
                """;
        Process looking =
                new ProcessBuilder("/bin/bash", "-c", look, "look", SCRIPT.toString(), cgroup().toString()).start();
        processes.add(looking);
        assertEquals("done\n", new String(looking.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void whoIsNotHeardOfUntilLongAfterTheDeadlineHasLostWhatItRan() throws Exception {
        Process guard = guard();
        long deadline = Proc.nowTicks() + 200;
        order(guard, "until " + deadline);
        Process marked = marked("exec sleep 1000");
        signal(guard, "STOP");
        await().until(() -> Proc.nowTicks() > deadline + 20);
        order(guard, "until " + (Proc.nowTicks() + 100_000));
        assertTrue(marked.isAlive());
        signal(guard, "CONT");
        await().atMost(PATIENCE).until(() -> !marked.isAlive());
        // more than a pipe holds: all of it is written only when the guard reads again, and so looks no more
        order(guard, "until " + (Proc.nowTicks() + 100_000) + " ".repeat(70_000));
        Process later = marked("exec sleep 1000");
        order(guard, "quit");
        await().atMost(PATIENCE).until(() -> !guard.isAlive());
        assertTrue(later.isAlive(), "the new lease counts");
    }

    /** Its own timers stand still while the machine sleeps; here the clock jumps instead. */
    @Test
    void aDeadlineThatHasPassedWhileTheMachineSleptIsNoticedSoon() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "needs a mount of its own");
        Path clock = Files.writeString(dir.resolve("uptime"), "100.00 0.00\n");
        Process guard = ready(withClock(clock));
        order(guard, "until 1000000");
        Process marked = marked("exec sleep 1000");
        await().during(Duration.ofMillis(500)).until(marked::isAlive);
        Files.writeString(clock, "20000.00 0.00\n");
        await().atMost(PATIENCE).until(() -> !marked.isAlive());
    }

    /** As when lxcfs, which shows a container its own uptime, has died. */
    @Test
    void aDeadlineComesAlsoWhenNobodyTellsTheTimeAnyMore() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "needs a mount of its own");
        Path clock = Files.writeString(dir.resolve("uptime"), "100.00 0.00\n");
        Process guard = ready(withClock(clock));
        order(guard, "until 10200");
        Process marked = marked("exec sleep 1000");
        Files.writeString(clock, "");
        await().atMost(PATIENCE).until(() -> !marked.isAlive());
    }

    /** As when lxcfs is started while the guard lives, or ends: the deadline is of the clock that there was at first. */
    @Test
    void whatIsMountedOverTheClockLaterChangesNoDeadline() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "needs a mount of its own");
        Path clock = Files.writeString(dir.resolve("uptime"), "100.00 0.00\n");
        Process guard = ready(begin(new String[] {"unshare", "--mount"}));
        mount(guard, "mount --bind '" + clock + "' /proc/uptime");
        order(guard, "until " + (Proc.nowTicks() + 50));
        Process first = marked("exec sleep 1000");
        await().atMost(PATIENCE).until(() -> !first.isAlive());
        order(guard, "quit");
        await().atMost(PATIENCE).until(() -> !guard.isAlive());
        Process other = ready(withClock(clock));
        order(other, "until 20000");
        Process second = marked("exec sleep 1000");
        mount(other, "umount -l /proc/uptime");
        await().during(Duration.ofMillis(1500)).until(second::isAlive);
        Files.writeString(clock, "300.00 0.00\n");
        await().atMost(PATIENCE).until(() -> !second.isAlive());
    }

    /** What bash tells of itself, as it is the script's own lines that say for how long it waits. */
    @Test
    void itWaitsForHalfOfWhatIsLeftUntilTheDeadlineAndForASecondAtMost() throws Exception {
        Path trace = dir.resolve("trace");
        String traced = "exec {BASH_XTRACEFD}>'" + trace + "'; export BASH_XTRACEFD; exec \"$1\" -x \"${@:2}\"";
        Process guard = ready(begin(new String[] {"/bin/bash", "-c", traced, "guard"}));
        long deadline = Proc.nowTicks() + 250;
        order(guard, "until " + deadline);
        await().atMost(PATIENCE).until(() -> Files.readString(trace).contains("+ strike\n"));
        order(guard, "quit");
        await().atMost(PATIENCE).until(() -> !guard.isAlive());
        List<List<Integer>> waits = waits(trace, deadline);
        assertFalse(waits.isEmpty());
        assertTrue(waits.stream().allMatch(wait -> wait.get(0).equals(wait.get(1))), waits.toString());
    }

    /** Of each wait how long it was, and how long it should be, in hundredths of a second. */
    private static List<List<Integer>> waits(Path trace, long deadline) throws IOException {
        List<List<Integer>> waits = new ArrayList<>();
        long left = 0;
        for (String line : Files.readAllLines(trace)) {
            Matcher now = NOW.matcher(line);
            Matcher wait = WAIT.matcher(line);
            if (now.find()) {
                left = deadline - Long.parseLong(now.group(1));
            } else if (wait.find() && left > 10) {
                int should = (int) Math.min(100, Math.max(10, left / 2));
                waits.add(List.of(Integer.parseInt(wait.group(1) + wait.group(2)), should));
            }
        }
        return waits;
    }

    private static void mount(Process in, String command) throws Exception {
        String pid = Long.toString(in.pid());
        assertEquals(
                0,
                new ProcessBuilder("nsenter", "--target", pid, "--mount", "sh", "-c", command)
                        .inheritIO()
                        .start()
                        .waitFor());
    }

    private Process withClock(Path clock) throws IOException {
        String mount = "mount --bind '" + clock + "' /proc/uptime && exec \"$@\"";
        return begin(new String[] {"unshare", "--mount", "/bin/bash", "-c", mount, "guard"});
    }

    @Test
    void anOrderThatComesInPiecesIsOneOrder() throws Exception {
        Path gone = dir.resolve("gone");
        Process guard = guard("--gone", gone.toString());
        Process first = marked("exec sleep 1000");
        order(guard, "until " + (Proc.nowTicks() + 30));
        send(guard, "qu");
        await().atMost(PATIENCE).until(() -> !first.isAlive());
        Process second = marked("exec sleep 1000");
        await().atMost(PATIENCE).until(() -> !second.isAlive());
        send(guard, "it\n");
        guard.getOutputStream().close();
        await().atMost(PATIENCE).until(() -> !guard.isAlive());
        assertFalse(Files.exists(gone), "it was told to quit, and has nothing to prove");
    }

    @Test
    void nothingIsProvenAsLongAsSomebodyIsLeftInTheSessionOfACommand() throws Exception {
        Orphan orphan = orphan();
        Path gone = dir.resolve("gone");
        provesNothingBefore(orphan, guard("--gone", gone.toString()), gone);
    }

    /** As without a file descriptor or memory; here one process has an empty file in the place of its own. */
    @Test
    void nothingIsProvenAsLongAsSomebodyCannotBeLookedAt() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "needs a mount of its own");
        Orphan orphan = orphan();
        Path gone = dir.resolve("gone");
        String mount = "mount --bind /dev/null /proc/" + orphan.pid() + "/stat && exec \"$@\"";
        String[] by = {"unshare", "--mount", "/bin/bash", "-c", mount, "guard"};
        provesNothingBefore(orphan, ready(begin(by, "--gone", gone.toString())), gone);
    }

    /** In the session of a recorded command. Its leader is gone, and it has no mark: that it is no other's is not known. */
    private record Orphan(String session, String pid) {}

    private Orphan orphan() throws Exception {
        Process leader = new ProcessBuilder(
                        "/bin/sh", "-c", "setsid sh -c 'echo $$; exec 2>&-; sleep 1000 >&- & echo $!; exit'")
                .start();
        processes.add(leader);
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(leader.getInputStream(), StandardCharsets.UTF_8));
        Orphan orphan = new Orphan(reader.readLine(), reader.readLine());
        assertEquals(0, leader.waitFor());
        Files.writeString(dir.resolve("runs"), Proc.bootId() + " life1.1 " + orphan.session() + " 5 TERM 60000 .\n");
        return orphan;
    }

    private static void provesNothingBefore(Orphan orphan, Process guard, Path gone) throws Exception {
        guard.getOutputStream().close();
        await().during(Duration.ofMillis(500)).until(() -> guard.isAlive() && !Files.exists(gone));
        new ProcessBuilder("/bin/kill", "-KILL", "--", "-" + orphan.session())
                .start()
                .waitFor();
        await().atMost(PATIENCE).until(() -> Files.exists(gone));
    }

    @Test
    void aWatchdogIsWrittenToWithEachLeaseAndReleasedAtAnOrderlyEnd() throws Exception {
        Path device = Files.createFile(dir.resolve("watchdog"));
        Process guard = guard("--watchdog", device.toString(), "400", "100");
        order(guard, "until " + (Proc.nowTicks() + 1000));
        await().atMost(PATIENCE).until(() -> Files.readString(device).startsWith("."));
        assertFalse(Files.readString(device).contains("V"));
        order(guard, "quit");
        await().atMost(PATIENCE).until(() -> !guard.isAlive());
        assertTrue(Files.readString(device).matches("\\.+V"), Files.readString(device));
    }

    @Test
    void aWatchdogWhoseResetWouldComeTooLateIsNotWrittenToBeforeEverythingIsKilled() throws Exception {
        Path device = Files.createFile(dir.resolve("watchdog"));
        // a reset would come 300 after the deadline, but is to come no later than 100 after it
        Process guard = guard("--watchdog", device.toString(), "400", "100");
        long deadline = Proc.nowTicks() + 100;
        order(guard, "until " + deadline);
        await().until(() -> {
            boolean written = Files.size(device) > 0;
            boolean early = Proc.nowTicks() < deadline;
            assertFalse(written && early, "nothing was killed yet");
            return written;
        });
        signal(guard, "KILL");
        await().atMost(PATIENCE).until(() -> !guard.isAlive());
        assertTrue(Files.readString(device).matches("\\.+"), "everything is killed, so it may go on");
    }

    @Test
    void aGuardWhoseWatchdogCannotBeOpenedSaysWhy() throws Exception {
        Process guard = start("--watchdog", dir.resolve("none/such").toString(), "400", "100");
        String said = new String(guard.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(said.contains("No such file or directory") && !said.contains("ready"), said);
    }

    private Process guard(String... options) throws IOException {
        return ready(start(options));
    }

    private static Process ready(Process guard) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(guard.getInputStream(), StandardCharsets.UTF_8));
        assertEquals("ready", reader.readLine());
        return guard;
    }

    private Process start(String... options) throws IOException {
        return begin(new String[0], options);
    }

    /** Starts one by another command, which gets the guard's. */
    private Process begin(String[] by, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(by));
        command.addAll(List.of("/bin/bash", SCRIPT.toString()));
        command.addAll(List.of(options));
        command.addAll(List.of(identity, "life1", dir.toString()));
        Process guard = new ProcessBuilder(command).redirectErrorStream(true).start();
        processes.add(guard);
        return guard;
    }

    private static void order(Process guard, String order) throws IOException {
        send(guard, order + "\n");
    }

    private static void send(Process guard, String text) throws IOException {
        guard.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        guard.getOutputStream().flush();
    }

    private static void signal(Process process, String name) throws Exception {
        new ProcessBuilder("/bin/kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** A group of the test's own, where this machine lets it have one. */
    private Path cgroup() throws IOException {
        Path parent = ControlGroup.find(
                        Files.readAllLines(Path.of("/proc/self/cgroup")),
                        Files.readAllLines(Path.of("/proc/self/mountinfo")))
                .filter(Files::isWritable)
                .orElse(null);
        assumeTrue(parent != null, "needs a writable cgroup2");
        Path made = Files.createDirectory(parent.resolve("mosha-" + UUID.randomUUID()));
        cgroup = Optional.of(made);
        return made;
    }

    private static List<String> members(Path group) throws IOException {
        return Files.readAllLines(group.resolve("cgroup.procs"));
    }

    private Process inCgroup(String command) throws IOException {
        String join = "echo 0 >" + cgroup.orElseThrow() + "/cgroup.procs; ";
        Process process = new ProcessBuilder("/bin/bash", "-c", join + command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.add(process);
        return process;
    }

    private Process marked(String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command);
        builder.environment().put("MOSHA_DAEMON", identity);
        builder.environment().put("MOSHA_RUN", "life1.1");
        Process process = builder.start();
        processes.add(process);
        return process;
    }
}
