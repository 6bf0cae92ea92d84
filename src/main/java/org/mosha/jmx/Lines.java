package org.mosha.jmx;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.mosha.config.Problem;
import org.mosha.model.Runlevel;
import org.mosha.node.GroupView;
import org.mosha.node.MemberView;
import org.mosha.node.NodeSnapshot;
import org.mosha.node.ProcessView;

/** The plain twins of tables and arrays: lines, for clients that show those badly and for people's eyes. */
final class Lines {
    private Lines() {}

    /** How things stand, in one line; what is as it should be is said briefly, the rest by name. */
    static String summary(NodeSnapshot snapshot) {
        StringJoiner line = new StringJoiner("; ");
        line.add(snapshot.quorum().quorate() ? "quorate" : "NO QUORUM");
        line.add(nodes(snapshot));
        line.add(groups(snapshot));
        if (conflicts(snapshot) > 0) {
            line.add("CONFLICT: " + conflicting(snapshot));
        }
        if (snapshot.standby()) {
            line.add("this node is in standby");
        }
        if (!snapshot.engineConnected()) {
            line.add("the " + snapshot.engine() + " engine does not work");
        }
        int problems = snapshot.configProblems().size();
        if (problems > 0) {
            line.add(problems + (problems == 1 ? " problem" : " problems") + " in cltab, hactl or settings");
        }
        return line.toString();
    }

    /** Why the newest files are refused: the first error, and how many more there are; empty when they are not. */
    static Optional<String> refusal(List<Problem> problems) {
        List<Problem> errors = problems.stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                // what is no file, and stands among their problems
                .filter(problem -> !problem.file().equals("guard"))
                .toList();
        String more = errors.size() > 1 ? " (and " + (errors.size() - 1) + " more: see ConfigProblems)" : "";
        return errors.stream().findFirst().map(first -> first + more);
    }

    private static String nodes(NodeSnapshot snapshot) {
        List<String> down = snapshot.nodes().values().stream()
                .filter(node -> !node.up())
                .map(node -> node.id().toString())
                .toList();
        int all = snapshot.nodes().size();
        return (all - down.size()) + " of " + all + " nodes up" + unlessEmpty(down);
    }

    private static String groups(NodeSnapshot snapshot) {
        List<String> missing = snapshot.groups().values().stream()
                .filter(Lines::isMissing)
                .map(group -> group.name().value())
                .toList();
        long wanted =
                snapshot.groups().values().stream().filter(Lines::isWanted).count();
        return (wanted - missing.size()) + " of " + wanted + " wanted groups run" + unlessEmpty(missing);
    }

    private static String unlessEmpty(List<String> names) {
        return names.isEmpty() ? "" : " (not " + String.join(", ", names) + ")";
    }

    /** Whether a group should run, and does not. */
    static boolean isMissing(GroupView group) {
        return isWanted(group) && !group.running();
    }

    private static boolean isWanted(GroupView group) {
        return !group.wanted().equals(Runlevel.STOP);
    }

    /** How many groups are active on more than one node. */
    static int conflicts(NodeSnapshot snapshot) {
        return (int) snapshot.hastat().groups().values().stream()
                .filter(nodes -> nodes.size() > 1)
                .count();
    }

    private static String conflicting(NodeSnapshot snapshot) {
        return snapshot.hastat().groups().entrySet().stream()
                .filter(group -> group.getValue().size() > 1)
                .map(group -> group.getKey() + " on " + joined(group.getValue().keySet()))
                .collect(Collectors.joining(", "));
    }

    /** Where a group is, what is wanted where that is something else, and why. */
    static String group(GroupView group) {
        String place = group.status()
                .map(status -> status.level() + " " + status.state() + " on node "
                        + group.node().map(Object::toString).orElse("?"))
                .orElse("nowhere");
        boolean asWanted = group.status()
                .map(status -> status.level().equals(group.wanted()))
                .orElse(!isWanted(group));
        return group.name() + ": " + place + (asWanted ? "" : ", wanted " + group.wanted()) + ": " + group.why();
    }

    /** How a node is. */
    static String node(MemberView node) {
        StringJoiner line = new StringJoiner(", ");
        line.add("node " + node.id() + (node.host().isEmpty() ? "" : " (" + node.host() + ")") + ": "
                + (node.up() ? "up" : "down"));
        if (node.stale()) {
            line.add("stale");
        }
        if (node.standby()) {
            line.add("standby");
        }
        line.add(node.groups() + (node.groups() == 1 ? " group" : " groups"));
        line.add("seen " + Times.ago(node.lastSeenMillis()));
        return line.toString();
    }

    /** How an entry of a group is. */
    static String process(ProcessView process) {
        StringJoiner line = new StringJoiner(", ");
        line.add(process.tag() + ": " + process.state());
        if (process.pid() != 0) {
            line.add("pid " + process.pid());
        }
        line.add(process.mode() + " at " + process.levels());
        if (!process.note().contains("exit code")) {
            process.exitCode().ifPresent(code -> line.add("last exit code " + code));
        }
        if (process.respawns() > 0) {
            line.add(process.respawns() + (process.respawns() == 1 ? " respawn" : " respawns"));
        }
        if (!process.note().isEmpty()) {
            line.add(process.note());
        }
        return line.toString();
    }

    /** Things as text: {@code 2, 3}. */
    static String joined(Collection<?> things) {
        return things.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
