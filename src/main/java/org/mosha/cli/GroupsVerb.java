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
            List<String> told = look(client, List.of(), false);
            while (watch && !spec.commandLine().getOut().checkError()) {
                Thread.sleep(REDRAW_MILLIS);
                told = look(client, told, true);
            }
        }
        return 0;
    }

    /** Shows the groups, and what is wrong where that was not told yet; gives what is wrong. */
    private List<String> look(DaemonClient client, List<String> told, boolean again)
            throws Failure, InterruptedException {
        Optional<List<String>> apart = CutOff.problems(client);
        List<String> wrong = apart.isPresent() ? CutOff.lines(apart.get()) : NodeErrors.problems(client);
        boolean screen = watch && place.terminal() && !json;
        // on a screen they stay as long as they stand; else they may be far away from a later table
        List<String> whole = apart.filter(problems -> !watch || screen).orElse(List.of());
        List<GroupRow> rows = Rows.groups(client);
        if (screen) {
            draw(GroupsView.withProblems(wrong, GroupsView.table(rows, System.currentTimeMillis(), whole)));
        } else {
            print(rows, again, whole);
            if (!wrong.equals(told)) {
                NodeErrors.tell(wrong, spec.commandLine().getErr());
            }
        }
        return wrong;
    }

    private void draw(String frame) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.print(TOP_OF_SCREEN);
        out.print(Screen.now().map(screen -> screen.crop(frame)).orElse(frame));
        out.flush();
    }

    private void print(List<GroupRow> rows, boolean again, List<String> whole) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(GroupsView.json(rows));
        } else {
            String table = GroupsView.table(rows, System.currentTimeMillis(), whole);
            out.print(again ? "\n" + table : table);
        }
        out.flush();
    }
}
