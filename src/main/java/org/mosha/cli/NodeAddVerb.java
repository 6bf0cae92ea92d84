package org.mosha.cli;

import java.util.concurrent.Callable;
import org.mosha.jmx.BeanNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code node add}. */
@Command(
        name = "add",
        abbreviateSynopsis = true,
        description =
                "Make a node one of the cluster's. Its daemon is started before, with all nodes and itself in its "
                        + "nodes=, gets what the others have, and waits. From then on it votes and takes groups.",
        footer = {
            "",
            "Afterwards put the node into nodes= on ALL other nodes, at once; they need no",
            "restart, but one that loses its disk knows its cluster by nothing else.",
            "",
            "Examples:",
            "  mosha node add 4",
            "  mosha node add 4=host4"
        })
final class NodeAddVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final ClientOptions options;

    @Parameters(
            index = "0",
            paramLabel = "NODE[=HOST]",
            description = "The node's number; with its address as in nodes=, it is added only if it is there.")
    private String node;

    NodeAddVerb(Place place) {
        this.options = new ClientOptions(place);
    }

    @Override
    public Integer call() throws Failure {
        try (DaemonClient client = options.connect()) {
            spec.commandLine().getOut().println(client.invoke(BeanNames.CLUSTER, "addNode", node));
            return 0;
        }
    }
}
