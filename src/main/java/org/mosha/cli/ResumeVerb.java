package org.mosha.cli;

import java.util.concurrent.Callable;
import org.mosha.jmx.BeanNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code resume}. */
@Command(
        name = "resume",
        abbreviateSynopsis = true,
        description = "End the standby of this node, which halt began.",
        footer = {
            "",
            "Refused when that cannot be remembered: the node would halt again at its next start.",
            "",
            "Example:",
            "  mosha resume"
        })
final class ResumeVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final ClientOptions options;

    ResumeVerb(Place place) {
        this.options = new ClientOptions(place);
    }

    @Override
    public Integer call() throws Failure {
        try (DaemonClient client = options.connect()) {
            spec.commandLine().getOut().println(client.invoke(BeanNames.CLUSTER, "resume"));
            return 0;
        }
    }
}
