package org.mosha.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
            "The daemon gets SIGTERM and is never killed. A daemon that does not run is no error: of one that has died, what "
                    + "it has left running is stopped as the next start would do it, and its pid file is removed.",
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

    private final Undertaker undertaker;

    StopVerb(Place place, NodeFinder nodes, Undertaker undertaker) {
        this.nodes = nodes;
        this.undertaker = undertaker;
        this.options = new CommonOptions(place);
    }

    @Override
    public Integer call() throws Failure {
        DaemonProcess process = DaemonProcess.of(options);
        if (forRestart) {
            process.refuseIfOfSystemd();
            StartCheck.require(options, nodes, spec.commandLine().getErr());
        } else if (process.look().state() == PidFile.State.DEAD) {
            bury(process);
            return 0;
        }
        process.stop(
                patience.timeout(),
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
        return 0;
    }

    private void bury(DaemonProcess process) throws Failure {
        List<String> found = new ArrayList<>();
        Optional<String> left = undertaker.bury(options.readSettings(), sentence -> {
            found.add(sentence);
            spec.commandLine().getErr().println("mosha: " + sentence);
            spec.commandLine().getErr().flush();
        });
        if (left.isPresent()) {
            throw new Failure(Failure.REFUSED, "the daemon is dead; " + left.get());
        }
        spec.commandLine()
                .getOut()
                .println(
                        found.isEmpty()
                                ? "mosha: not running: the daemon had died, and nothing of it runs; removed "
                                        + process.pidFile().file()
                                : "mosha: stopped");
    }
}
