package org.mosha.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code node add}. */
@Command(
        name = "add",
        abbreviateSynopsis = true,
        description =
                "Add a node to the cluster. Start its daemon first, with all nodes and itself in its nodes=: it gets "
                        + "what the others have, and waits. Once it is added, it votes and takes groups.",
        footer = {
            "",
            "Afterwards put the node into nodes= on ALL other nodes, at once; they need no",
            "restart, but one that loses its disk while the others cannot reach it knows its",
            "cluster by nothing else.",
            "",
            "Examples:",
            "  mosha node add 4",
            "  mosha node add 4=host4"
        })
final class NodeAddVerb extends NodeChangeVerb {
    @Parameters(
            index = "0",
            paramLabel = "NODE[=HOST]",
            description = "The node's number; with its address as in nodes=, it is added only if it is there.")
    private String node;

    NodeAddVerb(Place place) {
        super(place);
    }

    @Override
    String change(DaemonClient client) throws Failure {
        return invoke(client, "addNode", node);
    }
}
