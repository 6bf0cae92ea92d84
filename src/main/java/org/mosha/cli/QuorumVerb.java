package org.mosha.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mosha.jmx.BeanNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code quorum}. */
@Command(
        name = "quorum",
        abbreviateSynopsis = true,
        description = "Tell whether this node has a quorum, and what is counted.",
        footer = {
            "",
            "The exit code is 0 with and without a quorum; the first word of the line is 'quorum' or 'no'.",
            "Each node remembers for itself how many nodes there are: use --reset on each that is left.",
            "",
            "Examples:",
            "  mosha quorum",
            "  mosha quorum | grep -q ^quorum",
            "  mosha quorum --reset 2"
        })
final class QuorumVerb implements Callable<Integer> {
    private static final String ZOOKEEPER = "zookeeper";
    private static final String MAJORITY = "a majority of the ensemble";

    @Spec
    private CommandSpec spec;

    @Mixin
    private final ClientOptions options;

    private Optional<String> reset = Optional.empty();

    @Option(
            names = "--reset",
            paramLabel = "NODES",
            description = "Tell this node how many nodes the cluster has now, such as after others were lost for good.")
    void reset(int nodes) {
        if (nodes < 1) {
            throw new ParameterException(spec.commandLine(), "Bad --reset '" + nodes + "': expected 1 or more");
        }
        reset = Optional.of(Integer.toString(nodes));
    }

    QuorumVerb(Place place) {
        this.options = new ClientOptions(place);
    }

    @Override
    public Integer call() throws Failure {
        try (DaemonClient client = options.connect()) {
            spec.commandLine()
                    .getOut()
                    .println(reset.isPresent() ? client.invoke(BeanNames.QUORUM, "reset", reset.get()) : state(client));
            return 0;
        }
    }

    private static String state(DaemonClient client) throws Failure {
        boolean quorate = (Boolean) client.attribute(BeanNames.QUORUM, "Quorate");
        boolean reached = (Boolean) client.attribute(BeanNames.QUORUM, "EngineReached");
        String needed = needed(
                (Integer) client.attribute(BeanNames.QUORUM, "RequiredNodes"),
                (Double) client.attribute(BeanNames.QUORUM, "Ratio"),
                client.attribute(BeanNames.CLUSTER, "Engine").equals(ZOOKEEPER));
        return String.format(
                Locale.ROOT,
                "%s: nodes seen %s, remembered %s, needed %s%s",
                quorate ? "quorum" : "no quorum",
                client.attribute(BeanNames.QUORUM, "VisibleNodes"),
                client.attribute(BeanNames.QUORUM, "RememberedNodes"),
                needed,
                reached ? "" : "; this node does not reach its cluster at present");
    }

    /** What it takes, beside what the engine has for itself where there is an ensemble. */
    static String needed(int required, double ratio, boolean ensemble) {
        if (ratio == 0) {
            return (ensemble ? "only " + MAJORITY : "none") + ", as quorum.ratio is 0";
        }
        return required + " (quorum.ratio " + ratio + ")" + (ensemble ? ", and " + MAJORITY : "");
    }
}
