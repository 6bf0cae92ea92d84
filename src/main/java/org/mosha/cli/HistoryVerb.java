package org.mosha.cli;

import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.mosha.jmx.BeanNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code history}. */
@Command(
        name = "history",
        abbreviateSynopsis = true,
        description = "Tell the last decisions and transitions, oldest first, with their reasons, in local time.",
        footer = {"", "Examples:", "  mosha history", "  mosha history -n 5"})
final class HistoryVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final ClientOptions options;

    private int count;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "COUNT",
            defaultValue = "20",
            description = "How many at most. Default: ${DEFAULT-VALUE}.")
    void count(int most) {
        if (most < 1) {
            throw new ParameterException(spec.commandLine(), "Bad --count '" + most + "': expected 1 or more");
        }
        count = most;
    }

    HistoryVerb(Place place) {
        this.options = new ClientOptions(place);
    }

    @Override
    public Integer call() throws Failure {
        try (DaemonClient client = options.connect()) {
            PrintWriter out = spec.commandLine().getOut();
            for (String line : (String[]) client.invoke(BeanNames.CLUSTER, "history", Integer.toString(count))) {
                out.println(LocalTimes.of(line, ZoneId.systemDefault()));
            }
            return 0;
        }
    }
}
