package org.mosha.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mosha.jmx.GroupRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code groups}. */
@Command(
        name = "groups",
        abbreviateSynopsis = true,
        description = "Show a line a group: the level wanted, the node, level and state it has, since when and why.",
        footer = {
            "",
            "Examples:",
            "  mosha groups",
            "  mosha groups --watch",
            "  mosha groups --json | jq '.groups[] | select(.running | not)'"
        })
final class GroupsVerb implements Callable<Integer> {
    private static final String TOP_OF_SCREEN = "\u001b[H\u001b[J";
    private static final long REDRAW_MILLIS = 1000;

    private final Place place;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final ClientOptions options;

    @Option(names = "--json", description = "Show them as JSON on one line.")
    private boolean json;

    @Option(
            names = "--watch",
            description = "Show them anew every second, as many as the terminal has lines for, until Ctrl-C.")
    private boolean watch;

    GroupsVerb(Place place) {
        this.place = place;
        this.options = new ClientOptions(place);
    }

    @Override
    public Integer call() throws Failure, InterruptedException {
        try (DaemonClient client = options.connect()) {
            Optional<List<String>> apart = CutOff.problems(client);
            show(Rows.groups(client), false, apart.filter(problems -> !watch).orElse(List.of()));
            if (!CutOff.tell(apart, spec.commandLine().getErr())) {
                NodeErrors.tell(client, spec.commandLine().getErr());
            }
            while (watch && !spec.commandLine().getOut().checkError()) {
                Thread.sleep(REDRAW_MILLIS);
                show(Rows.groups(client), true, List.of());
            }
        }
        return 0;
    }

    private void show(List<GroupRow> rows, boolean again, List<String> told) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(GroupsView.json(rows));
        } else {
            String table = GroupsView.table(rows, System.currentTimeMillis(), told);
            if (watch && place.terminal()) {
                out.print(TOP_OF_SCREEN);
                out.print(Screen.now().map(screen -> screen.crop(table)).orElse(table));
            } else {
                out.print(again ? "\n" + table : table);
            }
        }
        out.flush();
    }
}
