package org.mosha.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run}. */
@Command(
        name = "run",
        abbreviateSynopsis = true,
        description = "Run the daemon in the foreground, until it gets SIGTERM, SIGINT, SIGHUP or SIGQUIT.",
        footer = {
            "",
            "Exit codes: 0 stopped in order, 1 not started, or not all was stopped, 2 wrong command line, 6 the settings have "
                    + "errors.",
            "",
            "Examples:",
            "  mosha run",
            "  mosha run --config /etc/mosha/mosha.properties -D mynode=2"
        })
final class RunVerb implements Callable<Integer> {
    @Mixin
    private final CommonOptions options;

    @Option(
            names = "--while-input",
            description = "Stop as well when standard input ends: the daemon does not outlive who has started it.")
    private boolean whileInput;

    private final DaemonRunner runner;

    RunVerb(Place place, DaemonRunner runner) {
        this.options = new CommonOptions(place);
        this.runner = runner;
    }

    @Override
    public Integer call() throws Failure {
        return runner.run(options.launch(false, whileInput));
    }
}
