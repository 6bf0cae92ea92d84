package org.mosha.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.mosha.cli.Launch;
import org.mosha.cli.PidFile;
import org.mosha.cli.StartReply;
import org.mosha.config.Parsed;
import org.mosha.config.Problem;
import org.mosha.config.Settings;
import org.mosha.exec.NativeCalls;

/** The daemon's life, from reading its settings to its exit code. */
final class Daemon {
    private Daemon() {}

    /**
     * Runs the daemon until it is told to stop.
     *
     * @param launch what it is started with
     * @return 0 when it was stopped in order, 1 when it could not start, or not stop everything
     */
    static int run(Launch launch) {
        Parsed<Settings> settings = launch.readSettings();
        for (Problem problem : settings.problems()) {
            System.err.println(problem);
        }
        if (settings.hasErrors()) {
            System.err.println("mosha: not started: the settings have errors");
            return 1;
        }
        try {
            Optional<VarDir> varDir = VarDir.take(settings.value().varDir());
            return varDir.isPresent()
                    ? run(launch, settings.value(), varDir.get())
                    : alreadyRunning(launch, settings.value().varDir());
        } catch (StartFailure | IOException e) {
            System.err.println("mosha: not started: " + e.getMessage());
            return 1;
        }
    }

    private static int alreadyRunning(Launch launch, Path varDir) {
        long pid = PidFile.in(varDir).look().pid();
        if (launch.detached()) {
            StartReply.alreadyRunning(pid);
            return 0;
        }
        System.err.println("mosha: not started: mosha is already running, pid " + pid + ", var.dir " + varDir);
        return 1;
    }

    private static int run(Launch launch, Settings settings, VarDir varDir) throws StartFailure, IOException {
        Logging.prepare(launch.home(), varDir.log(), !launch.detached());
        try (varDir) {
            Optional<String> trouble = NativeCalls.trouble();
            if (trouble.isPresent()) {
                throw new StartFailure(trouble.get());
            }
            return new Service(launch, settings, varDir).run() ? 0 : 1;
        }
    }
}
