package org.mosha.cli;

import java.util.concurrent.Callable;
import org.mosha.jmx.BeanNames;
import org.mosha.model.Runlevel;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code halt}. */
@Command(
        name = "halt",
        abbreviateSynopsis = true,
        description = "Halt this node's groups and keep it in standby, until 'mosha resume'; or halt one group, or "
                + "the whole cluster.",
        footer = {
            "",
            "Returns at once; 'mosha groups' shows how far it is.",
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

    @ArgGroup
    private final What what = new What();

    /** Something other than this node; one of them at most. */
    static final class What {
        @Option(
                names = "--group",
                paramLabel = "GROUP",
                description = "Halt this group wherever it runs: its runlevel becomes stop, as by 'mosha set'.")
        private String group;

        @Option(names = "--cluster", description = "Halt all nodes' groups and keep the nodes in standby.")
        private boolean cluster;
    }

    HaltVerb(Place place) {
        this.options = new ClientOptions(place);
    }

    @Override
    public Integer call() throws Failure {
        try (DaemonClient client = options.connect()) {
            spec.commandLine().getOut().println(halt(client));
            return 0;
        }
    }

    private Object halt(DaemonClient client) throws Failure {
        if (what.group != null) {
            return client.invoke(BeanNames.CLUSTER, "setRunlevel", what.group, Runlevel.STOP.value());
        }
        return client.invoke(BeanNames.CLUSTER, what.cluster ? "haltCluster" : "halt");
    }
}
