package org.mosha.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.mosha.config.Parsed;
import org.mosha.config.Settings;

/**
 * What a daemon is started with.
 *
 * @param configFile the settings file to read, absolute; empty when there is none
 * @param overrides the settings given as {@code -D name=value}
 * @param home the directory that {@code bin/mosha} belongs to, absolute
 * @param detached whether a launcher waits for a line from {@link StartReply}
 * @param whileInput whether the daemon stops when its standard input ends
 */
public record Launch(
        Optional<Path> configFile, Map<String, String> overrides, Path home, boolean detached, boolean whileInput) {
    /** Copies the map. */
    public Launch {
        Objects.requireNonNull(configFile, "configFile");
        Objects.requireNonNull(home, "home");
        overrides = Map.copyOf(overrides);
    }

    /**
     * Reads the settings, as every verb does.
     *
     * @return the settings and what is wrong with them; a file that cannot be read is one error
     */
    public Parsed<Settings> readSettings() {
        return SettingsFile.read(configFile, overrides, home);
    }
}
