package org.mosha.cli;

import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mosha.jmx.BeanNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code config}. */
@Command(
        name = "config",
        abbreviateSynopsis = true,
        description = {
            "Look at the versions of the configuration, which is cltab and hactl, or go back to one.",
            "",
            "WHAT is log (the last versions), show (the files of version N) or revert (makes the files of version N "
                    + "the next version). With engine=zookeeper only."
        },
        footer = {"", "Examples:", "  mosha config log", "  mosha config show 12", "  mosha config revert 12"})
final class ConfigVerb implements Callable<Integer> {
    /** What can be asked. */
    enum What {
        LOG,
        SHOW,
        REVERT
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private final ClientOptions options;

    @Parameters(index = "0", paramLabel = "WHAT", description = "log, show or revert.")
    private String what;

    @Parameters(index = "1", arity = "0..1", paramLabel = "N", description = "The number of a version.")
    private Optional<Integer> version = Optional.empty();

    private int count;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "COUNT",
            defaultValue = "20",
            description = "How many versions log tells at most. Default: ${DEFAULT-VALUE}.")
    void count(int most) {
        if (most < 1) {
            throw new ParameterException(spec.commandLine(), "Bad --count '" + most + "': expected 1 or more");
        }
        count = most;
    }

    ConfigVerb(Place place) {
        this.options = new ClientOptions(place);
    }

    @Override
    public Integer call() throws Failure {
        What asked = asked();
        if ((asked == What.LOG) == version.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    asked == What.LOG ? "Unexpected version after 'log'" : "Missing the number of a version");
        }
        try (DaemonClient client = options.connect()) {
            tell(client, asked, spec.commandLine().getOut());
            return 0;
        }
    }

    private What asked() {
        for (What one : What.values()) {
            if (one.name().equalsIgnoreCase(what)) {
                return one;
            }
        }
        throw new ParameterException(spec.commandLine(), "Bad WHAT '" + what + "': expected log, show or revert");
    }

    private String number() {
        return Integer.toString(version.orElseThrow());
    }

    private void tell(DaemonClient client, What asked, PrintWriter out) throws Failure {
        switch (asked) {
            case LOG -> {
                String[] lines = (String[]) client.invoke(BeanNames.CLUSTER, "configLog", Integer.toString(count));
                for (String line : lines) {
                    out.println(LocalTimes.of(line, ZoneId.systemDefault()));
                }
            }
            case SHOW -> out.print(client.invoke(BeanNames.CLUSTER, "configShow", number()));
            case REVERT -> out.println(client.invoke(BeanNames.CLUSTER, "configRevert", number()));
        }
    }
}
