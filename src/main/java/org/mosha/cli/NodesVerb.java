package org.mosha.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.mosha.jmx.NodeRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nodes}. */
@Command(
        name = "nodes",
        abbreviateSynopsis = true,
        description =
                "Show a line a node: whether it is up, whether its status is stale, whether it is in standby (halted, or a "
                        + "node that runs no groups at all), how many groups it has.",
        footer = {"", "Examples:", "  mosha nodes", "  mosha nodes --json"})
final class NodesVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final ClientOptions options;

    @Option(names = "--json", description = "Show them as JSON on one line.")
    private boolean json;

    NodesVerb(Place place) {
        this.options = new ClientOptions(place);
    }

    @Override
    public Integer call() throws Failure {
        try (DaemonClient client = options.connect()) {
            List<NodeRow> rows = Rows.nodes(client);
            spec.commandLine().getOut().print(json ? NodesView.json(rows) : NodesView.table(rows));
            spec.commandLine().getOut().flush();
            CutOff.tell(client, spec.commandLine().getErr());
            return 0;
        }
    }
}
