package org.mosha.cli;

import java.util.concurrent.Callable;
import org.mosha.jmx.BeanNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stomith}. */
@Command(
        name = "stomith",
        abbreviateSynopsis = true,
        description = "Shoot a node: have it fenced off by the configured method, with everything that runs there.",
        footer = {
            "",
            "Never confirm a node that may still run: the others take its groups at once.",
            "",
            "Examples:",
            "  mosha stomith 2 --yes",
            "  mosha stomith 2 --confirm --yes"
        })
final class StomithVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final ClientOptions options;

    @Parameters(index = "0", paramLabel = "NODE", description = "The number of another node.")
    private int node;

    @Option(names = "--yes", required = true, description = "Says that you mean it; nothing is done without it.")
    private boolean yes;

    @Option(
            names = "--confirm",
            description =
                    "Shoot nothing, but take your word that the node is off, such as after you have pulled its plug "
                            + "when shooting had failed.")
    private boolean confirm;

    StomithVerb(Place place) {
        this.options = new ClientOptions(place);
    }

    @Override
    public Integer call() throws Failure {
        try (DaemonClient client = options.connect()) {
            String number = Integer.toString(node);
            Object said = confirm
                    ? client.invoke(BeanNames.STOMITH, "confirm", number)
                    : client.invoke(BeanNames.CLUSTER, "stomith", number);
            spec.commandLine().getOut().println(said);
            return 0;
        }
    }
}
