package org.mosha.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.mosha.model.ProcessSignal;

/**
 * Reads the mode field of a cltab line: a mode, and after a slash its options. Since {@code :} ends the field and
 * {@code ,} ends an option, values cannot contain them.
 */
final class ModeField {
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*\\$?");

    private final Consumer<String> errors;
    private final Map<Option, String> given = new EnumMap<>(Option.class);

    private ModeField(Consumer<String> errors) {
        this.errors = errors;
    }

    /** What a good field says. */
    record Content(Mode mode, ModeOptions options) {}

    /** The options, spelled as a cltab does. */
    private enum Option {
        USER("user"),
        DIR("dir"),
        ENV_FILE("env-file"),
        STOP_SIGNAL("stop-signal"),
        STOP_TIMEOUT("stop-timeout"),
        TIMEOUT("timeout");

        private final String spelling;

        Option(String spelling) {
            this.spelling = spelling;
        }

        static Optional<Option> of(String name) {
            return Arrays.stream(values()).filter(o -> o.spelling.equals(name)).findFirst();
        }

        static List<String> spellings() {
            return Arrays.stream(values()).map(o -> o.spelling).toList();
        }
    }

    /**
     * Reads a field.
     *
     * @param field as written
     * @param errors gets a sentence for each thing that is wrong
     * @return the mode with those options that are good, or empty when there is no such mode
     */
    static Optional<Content> parse(String field, Consumer<String> errors) {
        int slash = field.indexOf('/');
        String name = slash < 0 ? field : field.substring(0, slash);
        Optional<Mode> mode = Mode.parse(name);
        if (mode.isEmpty()) {
            List<String> known =
                    Arrays.stream(Mode.values()).map(Mode::toString).toList();
            errors.accept(
                    "unknown mode " + Words.quote(name) + ": expected " + Words.or(known) + Words.hint(name, known));
        }
        ModeField options = new ModeField(errors);
        if (slash >= 0) {
            options.collect(field.substring(slash + 1));
        }
        ModeOptions read = options.read(mode);
        return mode.map(m -> new Content(m, read));
    }

    private void collect(String list) {
        for (String option : list.split(",", -1)) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            Optional<Option> known = Option.of(name);
            if (option.isBlank()) {
                errors.accept("empty mode option: expected name=value after the slash and between commas");
            } else if (known.isEmpty()) {
                List<String> names = Option.spellings();
                errors.accept("unknown mode option " + Words.quote(name) + ": expected " + Words.or(names)
                        + Words.hint(name, names));
            } else if (equals < 0) {
                errors.accept("mode option " + name + " has no value: expected " + name + "=...");
            } else if (given.putIfAbsent(known.get(), option.substring(equals + 1)) != null) {
                errors.accept("mode option " + name + " given twice");
            }
        }
    }

    private ModeOptions read(Optional<Mode> mode) {
        boolean limited =
                mode.isEmpty() || mode.get() == Mode.WAIT || mode.get() == Mode.TEST || mode.get() == Mode.OFF;
        if (given.containsKey(Option.TIMEOUT) && !limited) {
            errors.accept(
                    "mode option timeout is for wait and test only: a " + mode.get() + " entry has no end to wait for");
        }
        Function<String, Optional<Duration>> duration = text -> Durations.parse(text, ChronoUnit.SECONDS);
        return new ModeOptions(
                value(Option.USER, text -> matching(USER, text), "a user's name"),
                value(Option.DIR, ModeField::absolute, "an absolute path"),
                value(Option.ENV_FILE, ModeField::absolute, "an absolute path"),
                value(Option.STOP_SIGNAL, ProcessSignal::parse, "a signal such as TERM, INT or QUIT"),
                value(Option.STOP_TIMEOUT, duration, Durations.EXPECTED),
                value(Option.TIMEOUT, duration, Durations.EXPECTED));
    }

    private <T> Optional<T> value(Option option, Function<String, Optional<T>> reader, String expected) {
        String text = given.get(option);
        if (text == null) {
            return Optional.empty();
        }
        Optional<T> value = reader.apply(text);
        if (value.isEmpty()) {
            errors.accept(
                    "bad value " + Words.quote(text) + " of mode option " + option.spelling + ": expected " + expected);
        }
        return value;
    }

    private static Optional<String> absolute(String text) {
        return text.startsWith("/") ? Optional.of(text) : Optional.empty();
    }

    private static Optional<String> matching(Pattern pattern, String text) {
        return pattern.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }
}
