package org.mosha.stomith;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mosha.node.Refused;

/**
 * What a fence agent has to know about a node.
 *
 * @param values the options by name, in the order of the file
 */
record FenceOptions(Map<String, String> values) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
    private static final Set<String> OURS = Set.of("action", "option");
    private static final Set<String> TELLING =
            Set.of("verbose", "verbose_level", "verbose-level", "debug", "debug_file", "debug-file");
    private static final Pattern SECRET = Pattern.compile(".*(pass|pw|secret|key|token|communit|auth|cookie).*");
    private static final Set<String> PUBLIC = Set.of(
            "ip", "ipaddr", "ipport", "plug", "port", "username", "login", "nodename", "type", "status_file", "method");
    private static final int SHORT = 3;

    /** Copies the map. */
    FenceOptions {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Reads the lines {@code name=value}; blank ones, and those that begin with {@code #}, are skipped.
     *
     * @param file the file's name, for the sentence
     * @param text its content
     * @return the options
     * @throws Refused with the first line that is wrong; it never shows a value
     */
    static FenceOptions parse(String file, String text) throws Refused {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> lines = text.lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isEmpty() && !line.startsWith("#")) {
                add(values, line, file + ":" + (i + 1) + ": ");
            }
        }
        return new FenceOptions(values);
    }

    private static void add(Map<String, String> values, String line, String where) throws Refused {
        int equals = line.indexOf('=');
        String name = line.substring(0, Math.max(equals, 0)).strip();
        if (!NAME.matcher(name).matches() || line.chars().anyMatch(Character::isISOControl)) {
            throw new Refused(where + "expected a line name=value");
        }
        if (OURS.contains(name)) {
            throw new Refused(where + name + " is not an option of a node: the agent is told what to do by Mosha");
        }
        if (TELLING.contains(name)) {
            throw new Refused(where + name + " is not possible: it makes an agent show passwords");
        }
        if (values.put(name, line.substring(equals + 1).strip()) != null) {
            throw new Refused(where + name + " is set twice");
        }
    }

    /**
     * What an agent reads.
     *
     * @param action what it shall do
     * @return the lines
     */
    String input(String action) {
        StringBuilder lines = new StringBuilder();
        values.forEach(
                (name, value) -> lines.append(name).append('=').append(value).append('\n'));
        return lines.append("action=").append(action).append('\n').toString();
    }

    /**
     * Takes the secrets out of what an agent has printed: agents show, for one, a line whose option they do not know.
     *
     * @param text what it has printed
     * @return the same, with {@code ***} for each value that is or might be a secret
     */
    String withoutSecrets(String text) {
        List<String> secrets = values.entrySet().stream()
                .filter(option -> isSecret(option.getKey(), option.getValue()))
                .flatMap(option -> Stream.of(option.getValue(), unquoted(option.getValue())))
                .filter(value -> !value.isEmpty())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, "***");
        }
        return clean;
    }

    /** A name that nobody knows may be a misspelt password; but a value such as 1, on or yes is none. */
    private static boolean isSecret(String name, String value) {
        return SECRET.matcher(name).matches() || !PUBLIC.contains(name) && value.length() > SHORT;
    }

    /** Agents take the quotes around a value off. */
    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** Shows no values. */
    @Override
    public String toString() {
        return "options " + values.keySet();
    }
}
