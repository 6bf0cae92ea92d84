package org.mosha.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mosha.cli.PidFile.Found;
import org.mosha.cli.PidFile.State;

/** One daemon of a demo: a process of its own, in a session of its own, so that a Ctrl-C does not reach it. */
final class DemoNode {
    private final int number;
    private final Path varDir;
    private final PidFile pidFile;
    private final Process process;
    private final Path complaints;
    private final Set<Long> pids = new LinkedHashSet<>();

    private DemoNode(int number, DemoFiles files, Process process) {
        this.number = number;
        this.varDir = files.varDir(number);
        this.pidFile = PidFile.in(varDir);
        this.process = process;
        this.complaints = files.complaints(number).toPath();
        pids.add(process.pid());
    }

    /** Starts the daemon; {@code setsid} and the launcher become it, so the process is the daemon all the time. */
    static DemoNode start(int number, DemoFiles files, Path launcher) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                "setsid",
                launcher.toString(),
                "run",
                "--while-input",
                "--config",
                files.config(number).toString());
        // it reads from this process, and so ends with it, however that ends
        builder.redirectOutput(Redirect.DISCARD).redirectError(files.complaints(number));
        builder.environment().remove("MOSHA_CONFIG");
        return new DemoNode(number, files, builder.start());
    }

    int number() {
        return number;
    }

    /** The file that the daemon logs to. */
    Path log() {
        return new DaemonProcess(pidFile).log();
    }

    /** The pid of the daemon that has this node now, which may be one that the user has started; empty without one. */
    Optional<Long> daemon() {
        Found found = pidFile.look();
        if (found.state() != State.ALIVE) {
            return Optional.empty();
        }
        pids.add(found.pid());
        return Optional.of(found.pid());
    }

    /** Whether anything of the daemon lives, ready or not. */
    boolean isAlive() {
        return process.isAlive() || daemon().isPresent();
    }

    /** Whether the guard of one of this node's daemons lives: a moment longer than that, and it may still write a file. */
    boolean isGuarded() {
        return ProcessHandle.allProcesses().anyMatch(this::isGuard);
    }

    private boolean isGuard(ProcessHandle process) {
        List<String> words = process.info().arguments().map(List::of).orElse(List.of());
        return words.stream().anyMatch(word -> word.endsWith("/mosha-guard"))
                && words.get(words.size() - 1).equals(varDir.toString());
    }

    /** Why the daemon has ended, in one line. */
    String complaint() {
        TextFile said = TextFile.read(complaints);
        return "the daemon of node " + number + " has ended: "
                + said.text().lines().findFirst().orElse("it did not say why");
    }

    /** Tells the daemon to stop its groups and end. */
    void terminate() {
        process.destroy();
        daemon().flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroy);
    }

    /** Kills the daemon. */
    void kill() {
        process.destroyForcibly();
        daemon().flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Removes what a killed JVM leaves in /tmp: its attach socket and its performance counters. */
    void sweep() throws IOException {
        Path counters = Path.of("/tmp", "hsperfdata_" + System.getProperty("user.name"));
        for (long pid : pids) {
            Files.deleteIfExists(Path.of("/tmp", ".java_pid" + pid));
            Files.deleteIfExists(counters.resolve(Long.toString(pid)));
        }
    }
}
