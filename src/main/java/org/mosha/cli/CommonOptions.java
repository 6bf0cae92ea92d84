package org.mosha.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosha.config.Parsed;
import org.mosha.config.Problem;
import org.mosha.config.SettingPlaces;
import org.mosha.config.Settings;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The options that every verb has. */
final class CommonOptions {
    /** The one that counts wherever it stands. */
    static final String DEBUG = "--debug";

    /** The one that overrides a setting; problems name it in the place of a file. */
    private static final String SETTING = "-D";

    private final Place place;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            // picocli would break the lines within the names
            description = {
                "The settings file. Default: $MOSHA_CONFIG, else",
                "  etc/mosha.properties beside bin, else",
                "  /etc/mosha/mosha.properties, whichever exists."
            })
    private Path config;

    @Option(
            names = SETTING,
            paramLabel = "name=value",
            description = "Override a setting; may be given any number of times.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Option(names = DEBUG, description = "Show the stack trace of a failure.")
    private boolean debug;

    CommonOptions(Place place) {
        this.place = place;
    }

    /** Whether the command line that was read asks for stack traces. */
    static boolean debug(ParseResult parsed) {
        return parsed.hasMatchedOption(DEBUG) || (parsed.hasSubcommand() && debug(parsed.subcommand()));
    }

    Place place() {
        return place;
    }

    Launch launch(boolean detached, boolean whileInput) throws Failure {
        return new Launch(configFile(), overrides, place.home(), detached, whileInput);
    }

    /** What {@code -D} says, name to value. */
    Map<String, String> overrides() {
        return overrides;
    }

    /** The settings and what is wrong with them. */
    Parsed<Settings> readSettings() throws Failure {
        return SettingsFile.read(configFile(), overrides, place.home());
    }

    /**
     * The settings and what is wrong with their file; a failure when a {@code -D} is wrong: it may mean another daemon, or
     * other files, than would be taken.
     */
    Parsed<Settings> settings() throws Failure {
        return unlessMistyped(readSettings());
    }

    /** The settings, unless what is wrong with them was typed; in the words of {@code check}. */
    static Parsed<Settings> unlessMistyped(Parsed<Settings> settings) throws Failure {
        List<Problem> mistyped = settings.problems().stream()
                .filter(p -> p.severity() == Problem.Severity.ERROR && p.file().equals(SETTING))
                .toList();
        if (!mistyped.isEmpty()) {
            String more = mistyped.size() == 1 ? "" : " (and " + (mistyped.size() - 1) + " more)";
            throw new Failure(Failure.USAGE, mistyped.get(0) + more);
        }
        return settings;
    }

    /** The settings with some that count over all others, and what is wrong with them. */
    Parsed<Settings> readSettings(Map<String, String> more) throws Failure {
        Map<String, String> all = new LinkedHashMap<>(overrides);
        all.putAll(more);
        return SettingsFile.read(configFile(), all, place.home());
    }

    /** Where the settings are written. */
    SettingPlaces settingPlaces() throws Failure {
        return SettingsFile.places(configFile(), overrides);
    }

    private Optional<Path> configFile() throws Failure {
        return SettingsFile.find(Optional.ofNullable(config), place);
    }
}
