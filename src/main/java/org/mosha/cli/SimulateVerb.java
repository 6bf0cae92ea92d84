package org.mosha.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.mosha.cli.PidFile.State;
import org.mosha.config.Parsed;
import org.mosha.config.Settings;
import org.mosha.jmx.BeanNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code simulate}. */
@Command(
        name = "simulate",
        abbreviateSynopsis = true,
        description = {
            "Tell what a node would do in its next cycle, and why, and change nothing.",
            "",
            "With --url, or when a local daemon runs and none of --mfsbase, --hpcbase, --varpath and --node is given, "
                    + "the daemon tells. Otherwise the cluster's files are read, and what is told is what a daemon would do "
                    + "that has seen them unchanged for some minutes; ages are those of the files, by the wall clock. "
                    + "Where the pid file is that of a dead daemon, its clstat does not count, and what is told is "
                    + "what the next daemon would do. "
                    + "With engine=zookeeper the cluster is not in files, so only files that --mfsbase names are read."
        },
        footer = {
            "",
            "A damaged file is told on stderr; a node whose clstat is damaged possibly runs any group.",
            "Exit codes: 0 done, 1 the files or the node are not there, 2 wrong command line.",
            "",
            "Examples:",
            "  mosha simulate",
            "  mosha simulate --mfsbase /mfs --hpcbase /proc/hpc --node 2",
            "  mosha simulate --json --mfsbase /mfs --hpcbase '' --node 2 | jq .groups.web"
        })
final class SimulateVerb implements Callable<Integer> {
    private final Simulator simulator;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Show it as JSON, with all metrics.")
    private boolean json;

    @Mixin
    private final ClusterPlace cluster;

    @Mixin
    private final ClientOptions options;

    SimulateVerb(Place place, Simulator simulator) {
        this.simulator = simulator;
        this.cluster = new ClusterPlace(place);
        this.options = new ClientOptions(place);
    }

    @Override
    public Integer call() throws Failure {
        String plan = isOfDaemon() ? ask() : read(cluster.settings().isEmpty() && daemon() == State.DEAD);
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? plan + "\n" : SimulationView.table(plan));
        return 0;
    }

    private boolean isOfDaemon() throws Failure {
        if (options.isRemote()) {
            if (!cluster.settings().isEmpty()) {
                throw new Failure(
                        Failure.USAGE, "--url asks a daemon: it takes no --mfsbase, --hpcbase, --varpath or --node");
            }
            return true;
        }
        return cluster.settings().isEmpty() && daemon() == State.ALIVE;
    }

    private State daemon() throws Failure {
        return DaemonProcess.of(options.common()).look().state();
    }

    private String ask() throws Failure {
        try (DaemonClient client = options.connect()) {
            return (String) client.invoke(BeanNames.CLUSTER, "simulate");
        }
    }

    private String read(boolean dead) throws Failure {
        PrintWriter err = spec.commandLine().getErr();
        Parsed<Settings> settings =
                CommonOptions.unlessMistyped(options.common().readSettings(cluster.settings()));
        settings.problems().forEach(err::println);
        if (settings.hasErrors()) {
            throw new Failure(Failure.REFUSED, "the settings have errors");
        }
        if (settings.value().engine() == Settings.Engine.ZOOKEEPER
                && !cluster.settings().containsKey("mfsbase")) {
            throw new Failure(
                    Failure.REFUSED,
                    "with engine=zookeeper the cluster is in the ensemble: start the daemon, or name the files with "
                            + "--mfsbase");
        }
        try {
            Simulator.Simulated simulated = simulator.simulate(settings.value(), dead);
            simulated.warnings().forEach(warning -> err.println("mosha: " + warning));
            return simulated.json();
        } catch (IOException e) {
            throw new Failure(Failure.REFUSED, e.getMessage(), e);
        }
    }
}
