package org.mosha.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosha.config.Parsed;
import org.mosha.config.Problem;
import org.mosha.config.SettingPlaces;
import org.mosha.config.Settings;

/** Finds and reads the settings file. */
final class SettingsFile {
    private static final Path INSTALLED = Path.of("/etc/mosha/mosha.properties");

    private SettingsFile() {}

    /** The file that the option or the environment names, which must exist; else a default one, if it does. */
    static Optional<Path> find(Optional<Path> option, Place place) throws Failure {
        Optional<Path> named = option.map(place::resolve).or(place::config);
        if (named.isPresent()) {
            Optional<String> obstacle = obstacle(named.get());
            if (obstacle.isPresent()) {
                throw new Failure(
                        Failure.USAGE, "cannot read the settings file " + named.get() + ": " + obstacle.get());
            }
            return named;
        }
        Path own = place.home().resolve("etc/mosha.properties");
        if (Files.exists(own)) {
            return Optional.of(own);
        }
        return Files.exists(INSTALLED) ? Optional.of(INSTALLED) : Optional.empty();
    }

    private static Optional<String> obstacle(Path file) {
        if (Files.notExists(file)) {
            return Optional.of("no such file");
        }
        if (Files.isDirectory(file)) {
            return Optional.of("it is a directory");
        }
        return Files.isReadable(file) ? Optional.empty() : Optional.of("permission denied");
    }

    /** What problems call it; there is a name also where there is no file. */
    private static String name(Optional<Path> file) {
        return file.map(Path::toString).orElse("settings");
    }

    /** Where the settings are written. */
    static SettingPlaces places(Optional<Path> file, Map<String, String> overrides) {
        return SettingPlaces.of(
                name(file), file.map(path -> TextFile.read(path).text()).orElse(""), overrides);
    }

    static Parsed<Settings> read(Optional<Path> file, Map<String, String> overrides, Path home) {
        String name = name(file);
        if (file.isEmpty()) {
            return Settings.parse(name, "", overrides, home);
        }
        TextFile text = TextFile.read(file.get());
        Parsed<Settings> parsed = Settings.parse(name, text.text(), overrides, home);
        if (text.error().isEmpty()) {
            return parsed;
        }
        List<Problem> problems = new ArrayList<>();
        problems.add(Problem.error(name, 0, text.error().get()));
        problems.addAll(parsed.problems());
        return new Parsed<>(parsed.value(), problems);
    }
}
