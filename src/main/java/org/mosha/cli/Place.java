package org.mosha.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the command was started, as {@code bin/mosha} says by system properties.
 *
 * @param home the directory that {@code bin/mosha} belongs to: {@code mosha.home}
 * @param directory the user's working directory, which a detached daemon has left: {@code mosha.cwd}
 * @param config the settings file that the environment names: {@code MOSHA_CONFIG}
 * @param terminal whether stdout is a terminal: {@code mosha.terminal}
 */
record Place(Path home, Path directory, Optional<Path> config, boolean terminal) {
    static Place ofProcess() {
        Path directory = Path.of(System.getProperty("mosha.cwd", "")).toAbsolutePath();
        return new Place(
                directory.resolve(System.getProperty("mosha.home", "")).normalize(),
                directory,
                Optional.ofNullable(System.getenv("MOSHA_CONFIG"))
                        .filter(name -> !name.isBlank())
                        .map(directory::resolve),
                Boolean.getBoolean("mosha.terminal"));
    }

    /** A path that the user wrote, absolute. */
    Path resolve(Path path) {
        return directory.resolve(path).normalize();
    }
}
