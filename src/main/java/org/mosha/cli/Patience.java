package org.mosha.cli;

import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How long a verb waits for the daemon to stop. */
final class Patience {
    private Duration timeout = Duration.ofSeconds(90);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec verb;

    Duration timeout() {
        return timeout;
    }

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "90",
            description = "How long to wait for the daemon to stop its groups and end. Default: ${DEFAULT-VALUE}.")
    void timeout(int seconds) {
        if (seconds < 1) {
            throw new ParameterException(
                    verb.commandLine(), "Bad --timeout '" + seconds + "': expected seconds, 1 or more");
        }
        timeout = Duration.ofSeconds(seconds);
    }
}
