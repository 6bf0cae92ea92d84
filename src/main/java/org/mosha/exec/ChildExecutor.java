package org.mosha.exec;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.launcher.CommandLauncher;
import org.apache.commons.exec.launcher.CommandLauncherImpl;

/**
 * Starts one command through Commons Exec and hands out its process, instead of waiting for it and pumping its
 * output on threads.
 */
final class ChildExecutor extends DefaultExecutor {
    private final CommandLauncher launcher;

    /**
     * Prepares one start.
     *
     * @param output where the command's output and errors go
     */
    @SuppressWarnings("deprecation") // the builder makes a DefaultExecutor, and no subclass of it
    ChildExecutor(File output) {
        launcher = new RedirectingLauncher(output);
    }

    /**
     * Starts the command.
     *
     * @param line what to execute
     * @param environment all of its variables
     * @param dir where; empty for the daemon's own directory
     * @return the process
     * @throws CannotSpawn when it cannot be started
     */
    Process start(CommandLine line, Map<String, String> environment, Optional<String> dir) throws CannotSpawn {
        try {
            return launch(line, environment, directory(dir));
        } catch (IOException | IllegalArgumentException e) {
            throw new CannotSpawn("cannot be started: " + e.getMessage());
        }
    }

    private static File directory(Optional<String> dir) throws CannotSpawn {
        if (dir.isEmpty()) {
            return null;
        }
        File file = new File(dir.get());
        if (!file.isDirectory()) {
            throw new CannotSpawn("dir " + dir.get() + (file.exists() ? " is not a directory" : " does not exist"));
        }
        return file;
    }

    @Override
    protected Process launch(CommandLine line, Map<String, String> environment, File dir) throws IOException {
        return launcher.exec(line, environment, dir);
    }

    /** Connects a command to files instead of to pipes of the JDK's. */
    private static final class RedirectingLauncher extends CommandLauncherImpl {
        private static final File NOTHING = new File("/dev/null");
        private final File output;

        RedirectingLauncher(File output) {
            this.output = output;
        }

        @Override
        public Process exec(CommandLine line, Map<String, String> environment, File dir) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(line.toStrings())
                    .directory(dir)
                    .redirectInput(NOTHING)
                    .redirectOutput(output)
                    // not redirectErrorStream: the JDK would keep a pipe of its own open for each process,
                    // which every later child would have to close
                    .redirectError(output);
            builder.environment().clear();
            builder.environment().putAll(environment);
            return builder.start();
        }
    }
}
