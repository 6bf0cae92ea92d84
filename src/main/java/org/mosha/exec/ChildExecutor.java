package org.mosha.exec;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.launcher.CommandLauncher;

/**
 * Starts one command through Commons Exec and hands out its process, instead of waiting for it and pumping its
 * output on threads.
 */
final class ChildExecutor extends DefaultExecutor {
    private final CommandLauncher launcher;
    private final Spawner.Permit permit;

    /**
     * Prepares one start.
     *
     * @param launcher starts the command, and knows where its output and errors go
     * @param permit asked right before
     */
    @SuppressWarnings("deprecation") // the builder makes a DefaultExecutor, and no subclass of it
    ChildExecutor(CommandLauncher launcher, Spawner.Permit permit) {
        this.launcher = launcher;
        this.permit = permit;
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
            File place = directory(dir);
            permit.ask();
            return launch(line, environment, place);
        } catch (IOException | IllegalArgumentException e) {
            throw new CannotSpawn(e.getMessage());
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
        if (!file.canExecute()) {
            throw new CannotSpawn("dir " + dir.get() + " cannot be entered: permission denied");
        }
        return file;
    }

    @Override
    protected Process launch(CommandLine line, Map<String, String> environment, File dir) throws IOException {
        return launcher.exec(line, environment, dir);
    }
}
