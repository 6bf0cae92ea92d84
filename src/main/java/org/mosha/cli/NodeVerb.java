package org.mosha.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code node}, which is the verbs below it. */
@Command(
        name = "node",
        abbreviateSynopsis = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Add a node to the cluster, or remove one from it, while the groups run on "
                + "(engine=zookeeper without zookeeper.connect).",
        footer = {
            "",
            "'mosha node COMMAND --help' describes a command.",
            "",
            "Examples:",
            "  mosha node add 4=host4",
            "  mosha node remove 4"
        })
final class NodeVerb implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final CommonOptions options;

    private NodeVerb(Place place) {
        this.options = new CommonOptions(place);
    }

    static CommandLine with(Place place) {
        return new CommandLine(new NodeVerb(place))
                .addSubcommand("add", new NodeAddVerb(place))
                .addSubcommand("remove", new NodeRemoveVerb(place));
    }

    /** Without a command. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: add or remove");
    }
}
