package org.mosha.cli;

import java.util.concurrent.Callable;
import org.mosha.jmx.BeanNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code set}. */
@Command(
        name = "set",
        abbreviateSynopsis = true,
        description = "Change a group's runlevel in hactl, for the whole cluster.",
        footer = {"", "Examples:", "  mosha set web start", "  mosha set web stop"})
final class SetVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final ClientOptions options;

    @Parameters(index = "0", paramLabel = "GROUP", description = "The name of a group.")
    private String group;

    @Parameters(index = "1", paramLabel = "LEVEL", description = "A runlevel that the group has, or stop.")
    private String level;

    SetVerb(Place place) {
        this.options = new ClientOptions(place);
    }

    @Override
    public Integer call() throws Failure {
        try (DaemonClient client = options.connect()) {
            spec.commandLine().getOut().println(client.invoke(BeanNames.CLUSTER, "setRunlevel", group, level));
            return 0;
        }
    }
}
