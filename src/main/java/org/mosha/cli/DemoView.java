package org.mosha.cli;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosha.jmx.GroupRow;
import org.mosha.jmx.NodeRow;

/** What a demo shows: a screen that is drawn anew, or a line for each thing that has changed. */
final class DemoView {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final DemoFiles files;
    private final Map<String, String> before = new LinkedHashMap<>();

    DemoView(DemoFiles files) {
        this.files = files;
    }

    /** One node: its daemon's pid, if it has one. */
    record Daemon(int node, Optional<Long> pid) {}

    /** The whole screen; the sight is empty when no daemon answers. */
    String screen(List<Daemon> daemons, Optional<DemoEye.Sight> sight, long nowMillis) {
        StringBuilder text = new StringBuilder(head())
                .append('\n')
                .append(nodes(daemons, sight))
                .append('\n');
        text.append(sight.map(s -> GroupsView.table(s.groups(), nowMillis, List.of()) + "\nAs the daemon of node "
                        + s.node() + " sees it.\n")
                .orElse("No daemon answers.\n"));
        return text.append('\n').append(tips(daemons)).toString();
    }

    /** What a reader of a log needs to know first. */
    String intro(List<Daemon> daemons) {
        return head() + "\n" + tips(daemons) + "\n";
    }

    /** A line for each thing that is not as it was at the last call. */
    String changes(List<Daemon> daemons, Optional<DemoEye.Sight> sight, LocalTime now) {
        Map<String, String> present = new LinkedHashMap<>();
        daemons.forEach(d -> present.put(
                "node " + d.node(),
                d.pid().map(pid -> "daemon runs, pid " + pid).orElse("no daemon")));
        sight.ifPresent(s -> s.groups().forEach(row -> present.put(row.name(), place(row))));
        StringBuilder text = new StringBuilder();
        present.forEach((what, how) -> {
            if (!how.equals(before.put(what, how))) {
                text.append(CLOCK.format(now))
                        .append(' ')
                        .append(what)
                        .append(": ")
                        .append(how)
                        .append('\n');
            }
        });
        return text.toString();
    }

    private static String place(GroupRow row) {
        return row.node() == 0 ? "nowhere" : row.level() + " " + row.state() + " on node " + row.node();
    }

    private static String nodes(List<Daemon> daemons, Optional<DemoEye.Sight> sight) {
        Table table = new Table("NODE", "PID", "UP", "STALE", "STANDBY", "GROUPS");
        for (Daemon daemon : daemons) {
            Optional<NodeRow> row = sight.flatMap(
                    s -> s.nodes().stream().filter(r -> r.id() == daemon.node()).findFirst());
            table.line(
                    Integer.toString(daemon.node()),
                    daemon.pid().map(pid -> Long.toString(pid)).orElse("none"),
                    row.map(r -> r.up() ? "yes" : "no").orElse(""),
                    row.map(r -> r.stale() ? "yes" : "no").orElse(""),
                    row.map(r -> r.standby() ? "yes" : "no").orElse(""),
                    row.map(r -> Integer.toString(r.groups())).orElse(""));
        }
        return table.format();
    }

    private String head() {
        return "Mosha demo: " + DemoCluster.NODES + " daemons on this machine, files in " + files.directory()
                + "\nCtrl-C ends it, and removes all of it.\n";
    }

    private String tips(List<Daemon> daemons) {
        Optional<Daemon> last =
                daemons.stream().filter(d -> d.pid().isPresent()).reduce((one, next) -> next);
        StringBuilder text = new StringBuilder("Try in another terminal:\n");
        tip(text, "export MOSHA_CONFIG=" + files.config(1), "");
        tip(text, "bin/mosha set batch night", "batch goes to another level, wherever it runs");
        tip(text, "bin/mosha why web", "a reason for each node");
        tip(text, "bin/mosha halt", "node 1 gives its groups away, until: bin/mosha resume");
        last.ifPresent(d -> tip(
                text,
                "kill -9 " + d.pid().orElseThrow(),
                "the daemon of node " + d.node() + " dies; a new one: bin/mosha start --config "
                        + files.config(d.node())));
        tip(text, "tail -f " + files.ledger() + "/*", "each process tells where it begins");
        tip(text, "vi " + files.hactl(1), "");
        return text.toString();
    }

    private static void tip(StringBuilder text, String command, String what) {
        text.append((what.isEmpty() ? "  %s%s" : "  %-32s %s").formatted(command, what))
                .append('\n');
    }
}
