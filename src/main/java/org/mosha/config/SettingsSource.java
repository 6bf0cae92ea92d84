package org.mosha.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What was written for each setting and where, and the problems with it. */
final class SettingsSource {
    private static final String COMMAND_LINE = "-D";

    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<Setting, List<Written>> written = new EnumMap<>(Setting.class);

    SettingsSource(String file) {
        this.file = file;
    }

    private record Written(String file, int line, String text) {}

    /** Takes the file's lines and then the command line's, which count more. */
    void collect(String text, Map<String, String> overrides) {
        Map<Setting, Integer> lines = new EnumMap<>(Setting.class);
        for (Line line : Line.of(text)) {
            if (!line.text().stripLeading().startsWith("!") && !line.isIgnored()) {
                line(line, lines);
            }
        }
        overrides.forEach((key, value) -> {
            Optional<String> flaw = Line.flaw(key).or(() -> Line.flaw(value));
            if (flaw.isPresent()) {
                problems.add(Problem.error(COMMAND_LINE, 0, flaw.get()));
            } else {
                find(COMMAND_LINE, 0, key).ifPresent(s -> write(s, new Written(COMMAND_LINE, 0, value.strip())));
            }
        });
    }

    private void line(Line line, Map<Setting, Integer> lines) {
        Optional<String> flaw = line.flaw();
        int end = separator(line.text());
        if (flaw.isPresent()) {
            problems.add(Problem.error(file, line.number(), flaw.get()));
        } else if (line.text().endsWith("\\")) {
            problems.add(Problem.error(file, line.number(), "a line cannot be continued on the next one"));
        } else if (end < 0) {
            String found = Words.quote(line.text().strip());
            problems.add(Problem.error(file, line.number(), "expected name=value, found " + found));
        } else {
            String value = line.text().substring(end + 1).strip();
            find(file, line.number(), line.text().substring(0, end).strip()).ifPresent(setting -> {
                Integer first = lines.putIfAbsent(setting, line.number());
                if (first == null) {
                    write(setting, new Written(file, line.number(), value));
                } else {
                    problems.add(Problem.error(file, line.number(), setting + " set twice: line " + first + " has it"));
                }
            });
        }
    }

    private static int separator(String text) {
        int equals = text.indexOf('=');
        int colon = text.indexOf(':');
        return equals < 0 || colon < 0 ? Math.max(equals, colon) : Math.min(equals, colon);
    }

    private Optional<Setting> find(String where, int line, String key) {
        Optional<Setting> setting = Setting.of(key);
        if (setting.isEmpty()) {
            List<String> known = Setting.all().stream().map(Setting::key).toList();
            problems.add(Problem.error(where, line, "unknown setting " + Words.quote(key) + Words.hint(key, known)));
        }
        return setting;
    }

    private void write(Setting setting, Written what) {
        written.computeIfAbsent(setting, s -> new ArrayList<>()).add(what);
    }

    /** Reads a setting that always has a value; its default counts when nothing good is written. */
    <T> T value(Setting setting, Function<String, Optional<T>> kind) {
        T value = kind.apply(setting.defaultText()).orElseThrow();
        for (Written one : written.getOrDefault(setting, List.of())) {
            Optional<T> read = kind.apply(one.text());
            value = read.orElse(value);
            if (read.isEmpty()) {
                malformed(setting, one);
            }
        }
        return value;
    }

    /** Reads a setting that may be unset, which an empty text means, too. */
    <T> Optional<T> optional(Setting setting, Function<String, Optional<T>> kind) {
        Optional<T> value = Optional.empty();
        for (Written one : written.getOrDefault(setting, List.of())) {
            Optional<T> read = one.text().isEmpty() ? Optional.empty() : kind.apply(one.text());
            if (read.isEmpty() && !one.text().isEmpty()) {
                malformed(setting, one);
            } else {
                value = read;
            }
        }
        return value;
    }

    private void malformed(Setting setting, Written one) {
        problems.add(Problem.error(
                one.file(),
                one.line(),
                "bad value " + Words.quote(one.text()) + " of " + setting + ": expected " + setting.expected()));
    }

    /** Tells whether a setting is written anywhere. */
    boolean isWritten(Setting setting) {
        return last(setting).isPresent();
    }

    /** Reports an error where a setting's value in force is written. */
    void error(Setting setting, String text) {
        problems.add(place(setting, Problem.Severity.ERROR, text));
    }

    /** Reports a warning where a setting's value in force is written. */
    void warning(Setting setting, String text) {
        problems.add(place(setting, Problem.Severity.WARNING, text));
    }

    private Problem place(Setting setting, Problem.Severity severity, String text) {
        return at(setting, severity, setting + ": " + text);
    }

    /** A problem whose place is where a setting's value in force is written; the whole file when it is nowhere. */
    Problem at(Setting setting, Problem.Severity severity, String text) {
        Written where = last(setting).orElse(new Written(file, 0, ""));
        return new Problem(where.file(), where.line(), severity, text);
    }

    private Optional<Written> last(Setting setting) {
        List<Written> all = written.getOrDefault(setting, List.of());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** All problems: the file's by line, then the command line's. */
    List<Problem> problems() {
        Comparator<Problem> order = Comparator.comparing((Problem p) -> p.file().equals(COMMAND_LINE) && p.line() == 0);
        return problems.stream().sorted(order.thenComparingInt(Problem::line)).toList();
    }
}
