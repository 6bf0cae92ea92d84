package org.mosha.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code restart}: stops the old daemon, then becomes the new one, as {@link StartVerb} does. */
@Command(
        name = "restart",
        abbreviateSynopsis = true,
        description = "Stop the local daemon with all its groups, if it runs, and start a new one.",
        footer = {
            "",
            "Refused, with the old daemon left running, where the settings have errors; and for a daemon that systemd has "
                    + "started: systemctl restart mosha.",
            "",
            "Example:",
            "  mosha restart"
        })
final class RestartVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final CommonOptions options;

    @Mixin
    private final Patience patience = new Patience();

    private final NodeFinder nodes;
    private final DaemonRunner runner;

    RestartVerb(Place place, NodeFinder nodes, DaemonRunner runner) {
        this.nodes = nodes;
        this.options = new CommonOptions(place);
        this.runner = runner;
    }

    @Override
    public Integer call() throws Failure {
        DaemonProcess process = DaemonProcess.of(options);
        process.refuseIfOfSystemd();
        StartCheck.require(options, nodes, spec.commandLine().getErr());
        process.stop(
                patience.timeout(),
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
        return runner.run(options.launch(true, false));
    }
}
