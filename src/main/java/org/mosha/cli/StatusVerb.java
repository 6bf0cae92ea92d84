package org.mosha.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.mosha.cli.PidFile.Found;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code status}, with the exit codes of LSB. */
@Command(
        name = "status",
        abbreviateSynopsis = true,
        description = "Tell whether the local daemon runs: exit code 0 running, 1 dead with its pid file left, "
                + "3 stopped, 4 not known.",
        footer = {"", "Example:", "  mosha status && mosha groups"})
final class StatusVerb implements Callable<Integer> {
    private static final int DEAD = 1;
    private static final int STOPPED = 3;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final CommonOptions options;

    StatusVerb(Place place) {
        this.options = new CommonOptions(place);
    }

    @Override
    public Integer call() throws Failure {
        DaemonProcess process = process();
        Found found = process.look();
        PrintWriter out = spec.commandLine().getOut();
        switch (found.state()) {
            case ALIVE ->
                out.println("mosha is running, pid " + found.pid()
                        + (found.ending() ? ", and is stopping its groups" : ""));
            case DEAD ->
                out.println("mosha is dead, but left " + process.pidFile().file());
            case NONE -> out.println("mosha is stopped");
            case UNKNOWN ->
                throw new Failure(
                        Failure.UNKNOWN, "cannot read " + process.pidFile().file());
        }
        return switch (found.state()) {
            case ALIVE -> 0;
            case DEAD -> DEAD;
            case NONE -> STOPPED;
            case UNKNOWN -> Failure.UNKNOWN;
        };
    }

    private DaemonProcess process() throws Failure {
        try {
            return DaemonProcess.of(options);
        } catch (Failure e) {
            // without its settings nobody knows where the pid file is
            throw new Failure(Failure.UNKNOWN, e.getMessage(), e);
        }
    }
}
