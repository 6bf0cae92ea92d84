package org.mosha.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.mosha.cli.PidFile.Found;
import org.mosha.cli.PidFile.State;

/** The local daemon's process, found by its pid file. */
final class DaemonProcess {
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final PidFile pidFile;

    DaemonProcess(PidFile pidFile) {
        this.pidFile = pidFile;
    }

    static DaemonProcess of(CommonOptions options) throws Failure {
        // what is wrong with the file must not keep anybody from stopping a daemon
        return new DaemonProcess(PidFile.in(options.settings().value().varDir()));
    }

    Found look() {
        return pidFile.look();
    }

    PidFile pidFile() {
        return pidFile;
    }

    /** The file that the daemon logs to, as it is shipped. */
    Path log() {
        return pidFile.file().resolveSibling("log").resolve("mosha.log");
    }

    /** The daemon's pid, or a failure that says that it is not running. */
    long require(int exitCode) throws Failure {
        Found found = look();
        return switch (found.state()) {
            case ALIVE -> found.pid();
            case NONE -> throw new Failure(exitCode, "not running (no " + pidFile.file() + ")");
            case DEAD -> throw new Failure(exitCode, "not running (" + pidFile.file() + " is left of a dead daemon)");
            case UNKNOWN -> throw new Failure(Failure.REFUSED, "cannot read " + pidFile.file());
        };
    }

    /** Fails when systemd has started the daemon: the next one would be out of its hands, and end with the user's session. */
    void refuseIfOfSystemd() throws Failure {
        Found found = look();
        Optional<String> unit =
                found.state() == State.ALIVE ? SystemdUnit.of(Path.of("/proc"), found.pid()) : Optional.empty();
        if (unit.isPresent()) {
            throw new Failure(
                    Failure.REFUSED,
                    "the daemon, pid " + found.pid() + ", was started by systemd: systemctl restart " + unit.get());
        }
    }

    /** Has a running daemon stop with all its groups, and waits until it is gone; never kills it. */
    void stop(Duration patience, PrintWriter out, PrintWriter err) throws Failure {
        Found found = look();
        if (found.state() == State.UNKNOWN) {
            throw new Failure(Failure.REFUSED, "cannot read " + pidFile.file());
        }
        if (found.state() != State.ALIVE) {
            out.println("mosha: not running");
            return;
        }
        terminate(found);
        await(found, patience, err);
        out.println("mosha: stopped");
    }

    private void terminate(Found found) throws Failure {
        ProcessHandle handle = ProcessHandle.of(found.pid()).orElse(null);
        // the handle keeps the process's start time, so a look after it was taken proves whom it signals
        if (handle == null || !pidFile.isStillAlive(found)) {
            return;
        }
        if (!handle.destroy() && pidFile.isStillAlive(found)) {
            throw new Failure(Failure.REFUSED, "cannot signal the daemon, pid " + found.pid() + ": not permitted");
        }
    }

    private void await(Found found, Duration patience, PrintWriter err) throws Failure {
        long begin = System.nanoTime();
        boolean told = false;
        while (pidFile.isStillAlive(found)) {
            long waited = System.nanoTime() - begin;
            if (waited > patience.toNanos()) {
                throw new Failure(
                        Failure.REFUSED,
                        "the daemon, pid " + found.pid() + ", is still stopping its groups after "
                                + patience.toSeconds() + " s; it was not killed");
            }
            if (!told && waited > QUIET.toNanos()) {
                err.println("mosha: waiting for pid " + found.pid() + " to stop its groups");
                err.flush();
                told = true;
            }
            pause();
        }
    }

    private static void pause() throws Failure {
        try {
            Thread.sleep(LOOK.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Failure.REFUSED, "interrupted");
        }
    }
}
