package org.mosha.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.mosha.model.GroupName;
import org.mosha.model.Names;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;

/** Reads one hactl. */
final class HactlParser {
    private static final String PREFER = "prefer";
    private static final Pattern OPTION = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*=.*");

    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private int errors;
    private final SortedMap<GroupName, Hactl.Wish> wishes = new TreeMap<>();
    private final Map<String, Integer> lineOfGroup = new HashMap<>();

    HactlParser(String file) {
        this.file = file;
    }

    Parsed<Hactl> parse(String text) {
        for (Line line : Line.of(text)) {
            if (errors >= Problem.ENOUGH) {
                problems.add(Problem.error(file, line.number(), Problem.REST));
                break;
            }
            if (!line.isIgnored()) {
                line(line);
            }
        }
        return new Parsed<>(new Hactl(wishes), problems);
    }

    private void line(Line line) {
        Optional<String> flaw = line.flaw();
        if (flaw.isPresent()) {
            error(line, flaw.get());
            return;
        }
        List<HactlLine.Word> words = HactlLine.of(line.text()).words();
        if (words.size() < 2) {
            error(
                    line,
                    "missing level: expected group level, found "
                            + Words.quote(line.text().strip()));
            return;
        }
        String group = words.get(0).text();
        String level = words.get(1).text();
        Words.badName("group name", group).ifPresent(text -> error(line, text));
        Words.badName("runlevel name", level).ifPresent(text -> error(line, text));
        List<NodeId> prefer = options(line, words.subList(2, words.size()));
        if (Names.isName(group)) {
            group(line, group, level, prefer);
        }
    }

    private void group(Line line, String group, String level, List<NodeId> prefer) {
        Integer first = lineOfGroup.putIfAbsent(group, line.number());
        if (first != null) {
            error(line, "group " + Words.quote(group) + " listed twice: line " + first + " has it");
        }
        if (!Names.isName(level)) {
            return;
        }
        Runlevel wanted = new Runlevel(level);
        reserved(line, wanted);
        wishes.putIfAbsent(new GroupName(group), new Hactl.Wish(wanted, prefer, line.number()));
    }

    private void reserved(Line line, Runlevel level) {
        if (level.equals(Runlevel.PLAN)) {
            error(line, "level plan is reserved: the group would be planned for ever and never run");
        } else if (level.equals(Runlevel.TEST)) {
            warning(line, "level test is reserved: the group would be tested on a node and stay there");
        }
    }

    private List<NodeId> options(Line line, List<HactlLine.Word> words) {
        List<NodeId> prefer = new ArrayList<>();
        boolean seen = false;
        for (HactlLine.Word word : words) {
            if (!OPTION.matcher(word.text()).matches()) {
                if (seen) {
                    warning(
                            line,
                            Words.quote(word.text()) + " behind prefer is ignored: expected prefer=1,2 as one word");
                }
                continue;
            }
            int equals = word.text().indexOf('=');
            String name = word.text().substring(0, equals);
            if (!name.equals(PREFER)) {
                warning(
                        line,
                        "unknown option " + Words.quote(name) + " is ignored: expected prefer=1,2"
                                + Words.hint(name, List.of(PREFER)));
            } else if (seen) {
                error(line, "prefer given twice");
            } else {
                seen = true;
                prefer.addAll(nodes(line, word.text().substring(equals + 1)));
            }
        }
        return prefer;
    }

    private List<NodeId> nodes(Line line, String list) {
        Set<NodeId> nodes = new LinkedHashSet<>();
        for (String number : list.split(",", -1)) {
            Optional<NodeId> node = Numbers.node(number);
            if (node.isEmpty()) {
                error(line, "bad node " + Words.quote(number) + " in prefer: expected node numbers such as prefer=1,2");
            } else if (!nodes.add(node.get())) {
                error(line, "node " + node.get() + " listed twice in prefer");
            }
        }
        return List.copyOf(nodes);
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
