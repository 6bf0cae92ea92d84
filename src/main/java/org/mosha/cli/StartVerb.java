package org.mosha.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code start}: the daemon itself, which {@code bin/mosha} has detached and of which it awaits a reply. */
@Command(
        name = "start",
        abbreviateSynopsis = true,
        description = "Start the daemon in the background; returns when it is ready, or has failed and said why.",
        footer = {
            "",
            "A daemon that runs already is no error; one that is stopping its groups is.",
            "",
            "Examples:",
            "  mosha start",
            "  mosha start -D var.dir=/var/lib/mosha"
        })
final class StartVerb implements Callable<Integer> {
    @Mixin
    private final CommonOptions options;

    private final DaemonRunner runner;

    StartVerb(Place place, DaemonRunner runner) {
        this.options = new CommonOptions(place);
        this.runner = runner;
    }

    @Override
    public Integer call() throws Failure {
        return runner.run(options.launch(true, false));
    }
}
