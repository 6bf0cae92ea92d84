package org.mosha.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code stop}. */
@Command(
        name = "stop",
        abbreviateSynopsis = true,
        description = "Stop the local daemon with all its groups, and wait until it is gone.",
        footer = {
            "",
            "The daemon gets SIGTERM and is never killed. A daemon that does not run is no error.",
            "",
            "Examples:",
            "  mosha stop",
            "  mosha stop --timeout 300"
        })
final class StopVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final CommonOptions options;

    @Mixin
    private final Patience patience = new Patience();

    @Option(
            names = "--for-restart",
            hidden = true,
            description = "Refuse to stop a daemon that systemd has started, or that the next one could not follow.")
    private boolean forRestart;

    private final NodeFinder nodes;

    StopVerb(Place place, NodeFinder nodes) {
        this.nodes = nodes;
        this.options = new CommonOptions(place);
    }

    @Override
    public Integer call() throws Failure {
        DaemonProcess process = DaemonProcess.of(options);
        if (forRestart) {
            process.refuseIfOfSystemd();
            StartCheck.require(options, nodes, spec.commandLine().getErr());
        }
        process.stop(
                patience.timeout(),
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
        return 0;
    }
}
