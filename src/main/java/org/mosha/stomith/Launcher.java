package org.mosha.stomith;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.launcher.CommandLauncher;
import org.apache.commons.exec.launcher.CommandLauncherImpl;

/** Starts one command through Commons Exec and hands out its process, whose output goes to a file. */
final class Launcher extends DefaultExecutor {
    private final CommandLauncher launcher;

    /**
     * Prepares one start.
     *
     * @param output where the command's output and errors go
     */
    @SuppressWarnings("deprecation") // the builder makes a DefaultExecutor, and no subclass of it
    Launcher(File output) {
        launcher = new RedirectingLauncher(output);
    }

    /**
     * Starts the command in the daemon's own directory.
     *
     * @param line what to execute
     * @param environment all of its variables
     * @return the process, whose input is a pipe
     * @throws IOException when it cannot be started
     */
    Process start(CommandLine line, Map<String, String> environment) throws IOException {
        try {
            return launch(line, environment, (File) null);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    protected Process launch(CommandLine line, Map<String, String> environment, File dir) throws IOException {
        return launcher.exec(line, environment, dir);
    }

    /** Connects a command's output to a file instead of to pipes of the JDK's. */
    private static final class RedirectingLauncher extends CommandLauncherImpl {
        private final File output;

        RedirectingLauncher(File output) {
            this.output = output;
        }

        @Override
        public Process exec(CommandLine line, Map<String, String> environment, File dir) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(line.toStrings())
                    .directory(dir)
                    .redirectOutput(output)
                    .redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().putAll(environment);
            return builder.start();
        }
    }
}
