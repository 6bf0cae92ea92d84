package org.mosha.cli;

import java.util.concurrent.Callable;
import org.mosha.jmx.BeanNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code why}. */
@Command(
        name = "why",
        abbreviateSynopsis = true,
        description = "Tell for each node the one reason why a group runs or does not run there.",
        footer = {"", "Example:", "  mosha why web"})
final class WhyVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final ClientOptions options;

    @Parameters(index = "0", paramLabel = "GROUP", description = "The name of a group.")
    private String group;

    WhyVerb(Place place) {
        this.options = new ClientOptions(place);
    }

    @Override
    public Integer call() throws Failure {
        try (DaemonClient client = options.connect()) {
            spec.commandLine().getOut().println(client.invoke(BeanNames.CLUSTER, "why", group));
            return 0;
        }
    }
}
