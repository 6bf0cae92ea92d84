package org.mosha.cli;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the command line of a daemon in its plain form, in a hundredth of the time that picocli takes to get ready:
 * {@code run} or {@code start}, {@code --config FILE} once, {@code -D name=value} any number of times, with blanks in
 * between. Whatever looks otherwise is left to picocli, which knows all forms and what is wrong with them.
 */
final class DaemonLine {
    private final Map<String, String> overrides = new LinkedHashMap<>();
    private Optional<Path> config = Optional.empty();

    private DaemonLine() {}

    /**
     * Reads a command line.
     *
     * @param args the verb and its arguments
     * @param place where it was typed
     * @return what the daemon is started with; empty when this line is not a plain one
     */
    static Optional<Launch> read(String[] args, Place place) {
        boolean detached = args.length > 0 && args[0].equals("start");
        if (!detached && (args.length == 0 || !args[0].equals("run"))) {
            return Optional.empty();
        }
        DaemonLine line = new DaemonLine();
        Iterator<String> words = List.of(args).subList(1, args.length).iterator();
        while (words.hasNext()) {
            if (!line.takes(words.next(), words)) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(
                    new Launch(SettingsFile.find(line.config, place), line.overrides, place.home(), detached, false));
        } catch (Failure e) {
            return Optional.empty();
        }
    }

    private boolean takes(String option, Iterator<String> words) {
        if (!words.hasNext()) {
            return false;
        }
        return switch (option) {
            case "-D" -> takesSetting(words.next());
            case "--config" -> takesConfig(words.next());
            default -> false;
        };
    }

    private boolean takesSetting(String word) {
        int equals = word.indexOf('=');
        // a second value for one name is picocli's to judge
        return equals > 0
                && isPlain(word)
                && overrides.put(word.substring(0, equals), word.substring(equals + 1)) == null;
    }

    private boolean takesConfig(String word) {
        if (config.isPresent() || word.isEmpty() || !isPlain(word)) {
            return false;
        }
        config = Optional.of(Path.of(word));
        return true;
    }

    /** Neither an option, nor a file of arguments, nor quoted. */
    private static boolean isPlain(String word) {
        return !word.startsWith("-") && !word.startsWith("@") && word.indexOf('"') < 0 && word.indexOf('\'') < 0;
    }
}
