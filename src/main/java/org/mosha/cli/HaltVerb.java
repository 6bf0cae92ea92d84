package org.mosha.cli;

import java.util.concurrent.Callable;
import org.mosha.jmx.BeanNames;
import org.mosha.model.Runlevel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code halt}. */
@Command(
        name = "halt",
        abbreviateSynopsis = true,
        description = "Halt this node's groups and keep it in standby, until 'mosha resume'; or halt one group, or "
                + "the whole cluster.",
        footer = {
            "",
            "Does not wait until they have stopped; 'mosha groups' shows how far it is. When that cannot be remembered for "
                    + "the node's next start, it halts all the same, and says so.",
            "",
            "Examples:",
            "  mosha halt",
            "  mosha halt --group web",
            "  mosha halt --cluster"
        })
final class HaltVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final ClientOptions options;

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = "Halt this group wherever it runs: its runlevel becomes stop, as by 'mosha set'.")
    private String group;

    @Option(names = "--cluster", description = "Halt all nodes' groups and keep the nodes in standby.")
    private boolean cluster;

    HaltVerb(Place place) {
        this.options = new ClientOptions(place);
    }

    @Override
    public Integer call() throws Failure {
        if (group != null && cluster) {
            throw new ParameterException(spec.commandLine(), "Either --group or --cluster, not both");
        }
        try (DaemonClient client = options.connect()) {
            spec.commandLine().getOut().println(halt(client));
            return 0;
        }
    }

    private Object halt(DaemonClient client) throws Failure {
        if (group != null) {
            return client.invoke(BeanNames.CLUSTER, "setRunlevel", group, Runlevel.STOP.value());
        }
        return client.invoke(BeanNames.CLUSTER, cluster ? "haltCluster" : "halt");
    }
}
