package org.mosha.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mosha.model.GroupName;
import org.mosha.model.Names;
import org.mosha.model.Tag;

/** Reads one cltab. */
final class CltabParser {
    private static final int FIELDS = 5;
    private static final String FORM = "expected group:tag:runlevels:mode:command";
    /** On a shared directory a claim is a file's name, of 255 bytes at most, which says more than the group. */
    private static final int LONGEST_GROUP = 200;

    private static final Set<String> VARIABLES = Set.of("socket", "clstat", "log");

    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private int errors;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Integer> lineOfTag = new HashMap<>();

    CltabParser(String file) {
        this.file = file;
    }

    Parsed<Cltab> parse(String text) {
        for (Line line : Line.of(text)) {
            if (errors >= Problem.ENOUGH) {
                problems.add(Problem.error(file, line.number(), Problem.REST));
                break;
            }
            if (!line.isIgnored()) {
                line(line);
            }
        }
        return new Parsed<>(new Cltab(entries), problems);
    }

    private void line(Line line) {
        Optional<String> flaw = line.flaw();
        if (flaw.isPresent()) {
            error(line, flaw.get());
        } else if (line.text().startsWith(":::")) {
            variable(line);
        } else {
            entry(line);
        }
    }

    private void variable(Line line) {
        String[] fields = line.text().split(":", FIELDS);
        String name = fields[3];
        Optional<String> bad = Words.badName("variable name", name);
        if (bad.isPresent()) {
            error(line, bad.get());
        } else if (fields.length < FIELDS) {
            error(line, "variable '" + name + "' has no value: expected :::name:value");
        } else if (VARIABLES.contains(name)) {
            warning(line, "variable '" + name + "' is not used by Mosha: see the settings file");
        } else {
            warning(line, "unknown variable " + Words.quote(name) + ": it is not used");
        }
    }

    private void entry(Line line) {
        String[] fields = line.text().split(":", FIELDS);
        if (fields.length < FIELDS - 1) {
            error(
                    line,
                    "missing field: " + FORM + ", found " + fields.length
                            + (fields.length == 1 ? " field" : " fields"));
            return;
        }
        int before = problems.size();
        group(line, fields[0]);
        tag(line, fields[1]);
        List<String> badLevels = RunlevelsField.errors(fields[2]);
        badLevels.forEach(text -> error(line, text));
        Optional<ModeField.Content> mode = ModeField.parse(fields[3], text -> error(line, text));
        if (badLevels.isEmpty()) {
            mode.ifPresent(m -> misuse(line, fields[2], m.mode()));
        }
        Optional<String> command = fields.length == FIELDS ? Optional.of(fields[4]) : Optional.empty();
        mode.ifPresent(m -> command(line, m.mode(), command));
        if (mode.isPresent() && noErrorSince(before)) {
            entries.add(new Entry(
                    new GroupName(fields[0]),
                    new Tag(fields[1]),
                    fields[2],
                    mode.get().mode(),
                    mode.get().options(),
                    command.orElse(""),
                    line.number()));
        }
    }

    private void group(Line line, String group) {
        Words.badName("group name", group).ifPresent(text -> error(line, text));
        if (group.length() > LONGEST_GROUP) {
            warning(
                    line,
                    "group name of " + group.length() + " characters: expected " + LONGEST_GROUP
                            + " at most, as with engine=directory no node can claim the group");
        }
    }

    private void tag(Line line, String tag) {
        if (!Names.isName(tag)) {
            Words.badName("tag", tag).ifPresent(text -> error(line, text));
            return;
        }
        Integer first = lineOfTag.putIfAbsent(tag, line.number());
        if (first != null) {
            error(
                    line,
                    "duplicate tag " + Words.quote(tag) + ": line " + first
                            + " has it; tags are unique in the whole file");
        }
    }

    private void misuse(Line line, String levels, Mode mode) {
        for (RunlevelsField.Misuse misuse : RunlevelsField.misuses(levels, mode)) {
            problems.add(new Problem(file, line.number(), misuse.severity(), misuse.text()));
        }
    }

    private void command(Line line, Mode mode, Optional<String> command) {
        command.flatMap(text -> HandedOver.warning(mode, text)).ifPresent(text -> warning(line, text));
        if (mode == Mode.OFF || command.isPresent() && !command.get().isBlank()) {
            return;
        }
        String found = command.isPresent() ? "empty command" : "missing field: no command";
        switch (mode) {
            case RESPAWN, TEST -> error(line, found + ": mode " + mode + " needs one");
            default -> warning(line, found + ": the entry runs nothing");
        }
    }

    private boolean noErrorSince(int before) {
        return problems.subList(before, problems.size()).stream()
                .noneMatch(p -> p.severity() == Problem.Severity.ERROR);
    }

    private void error(Line line, String text) {
        // one line may have very many as well
        if (errors < Problem.ENOUGH) {
            problems.add(Problem.error(file, line.number(), text));
        }
        errors++;
    }

    private void warning(Line line, String text) {
        problems.add(Problem.warning(file, line.number(), text));
    }
}
