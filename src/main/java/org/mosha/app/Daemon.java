package org.mosha.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.mosha.cli.Launch;
import org.mosha.cli.PidFile;
import org.mosha.cli.StartReply;
import org.mosha.config.Parsed;
import org.mosha.config.Problem;
import org.mosha.config.Settings;
import org.mosha.exec.NativeCalls;
import org.mosha.exec.SystemdNotify;
import org.mosha.linux.JournalStream;

/** The daemon's life, from reading its settings to its exit code. */
final class Daemon {
    /** Within so long a daemon has its lock and has written its pid. */
    private static final Duration BEGINNING = Duration.ofSeconds(2);

    private static final Duration LOOK = Duration.ofMillis(20);

    private static final JournalStream JOURNAL = JournalStream.of(System.getenv());

    /** LSB: the program is not configured. To systemd it says that another start would end like this one. */
    private static final int NOT_CONFIGURED = 6;

    private Daemon() {}

    /**
     * Runs the daemon until it is told to stop.
     *
     * @param launch what it is started with
     * @return 0 when it was stopped in order, be it before it was ready; 1 when it could not start, or not stop everything; 6
     *     when the settings have errors, and nobody but who runs it waits for it
     */
    static int run(Launch launch) {
        Parsed<Settings> settings = launch.readSettings();
        for (Problem problem : settings.problems()) {
            System.err.println((problem.severity() == Problem.Severity.ERROR ? JOURNAL.errorPrefix() : "") + problem);
        }
        if (settings.hasErrors()) {
            tellSystemd(firstOf(settings.problems()));
            int exitCode = notStarted("the settings have errors");
            return launch.detached() ? exitCode : NOT_CONFIGURED;
        }
        try {
            Optional<VarDir> varDir = unlessHeld(VarDir.take(settings.value().varDir()));
            return varDir.isPresent()
                    ? run(launch, settings.value(), varDir.get())
                    : alreadyRunning(launch, settings.value().varDir());
        } catch (StartFailure | IOException e) {
            tellSystemd(e.getMessage());
            return notStarted(e.getMessage());
        } catch (GivenUp e) {
            return givenUp(launch, e);
        }
    }

    /**
     * Says that a start was given up: who waits for a daemon to be ready gets none; who runs one and has it end gets what was
     * asked for.
     *
     * @param launch how it was started
     * @param e why
     * @return the exit code
     */
    static int givenUp(Launch launch, GivenUp e) {
        return launch.detached() ? notStarted(e.getMessage()) : endedFirst(e.getMessage());
    }

    /** The first error in a line, and how many there are besides. */
    private static String firstOf(List<Problem> problems) {
        List<Problem> errors = problems.stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .toList();
        return errors.get(0) + (errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)");
    }

    /** Has {@code systemctl status} show why: of a unit that is to be started again, it leaves out the last one's lines. */
    private static void tellSystemd(String why) {
        SystemdNotify systemd = new SystemdNotify(System.getenv());
        if (systemd.isHeard() && NativeCalls.trouble().isEmpty()) {
            systemd.status("not started: " + why);
        }
    }

    /** The directory, but not that of a daemon that lives: its lock is nobody's when its file was removed. */
    private static Optional<VarDir> unlessHeld(Optional<VarDir> taken) throws IOException {
        if (taken.isPresent() && PidFile.in(taken.get().path()).isOfAnother()) {
            taken.get().close();
            return Optional.empty();
        }
        return taken;
    }

    private static int alreadyRunning(Launch launch, Path varDir) throws StartFailure {
        PidFile.Found holder = holder(varDir);
        long pid = holder.pid();
        if (holder.ending()) {
            throw new StartFailure("mosha, pid " + pid + ", is stopping its groups: start it again when it has ended");
        }
        if (launch.detached()) {
            StartReply.alreadyRunning(pid);
            return 0;
        }
        throw new StartFailure("mosha is already running, pid " + pid + ", var.dir " + varDir);
    }

    private static int notStarted(String why) {
        System.err.println(JOURNAL.errorPrefix() + "mosha: not started: " + why);
        return 1;
    }

    private static int endedFirst(String why) {
        System.err.println("mosha: " + why);
        return 0;
    }

    /** The daemon that has the lock; one that has just begun writes its pid in a moment. */
    private static PidFile.Found holder(Path varDir) throws StartFailure {
        PidFile file = PidFile.in(varDir);
        long end = System.nanoTime() + BEGINNING.toNanos();
        PidFile.Found found = file.look();
        while (found.state() != PidFile.State.ALIVE && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(LOOK.toNanos());
            found = file.look();
        }
        if (found.state() != PidFile.State.ALIVE) {
            throw new StartFailure("another process has locked " + varDir.resolve("mosha.lock")
                    + ", and it is no daemon that has written its pid: fuser " + varDir.resolve("mosha.lock")
                    + " tells which");
        }
        return found;
    }

    private static int run(Launch launch, Settings settings, VarDir varDir) throws StartFailure, GivenUp, IOException {
        Logging.prepare(launch.home(), varDir.log(), !launch.detached(), JOURNAL.isOutput());
        try (varDir) {
            Optional<String> trouble = NativeCalls.trouble();
            if (trouble.isPresent()) {
                throw new StartFailure(trouble.get());
            }
            return new Service(launch, settings, varDir).run() ? 0 : 1;
        } finally {
            Logging.end();
        }
    }
}
