package org.mosha.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}. */
@Command(
        name = "demo",
        abbreviateSynopsis = true,
        description = {
            "Run a cluster of three real daemons on this machine, with sample groups, and show how they are.",
            "",
            "Everything is in one new directory under /tmp; no settings file is read, but each -D counts for all "
                    + "three daemons. On a terminal the status is drawn anew each second, else a line tells each change. "
                    + "Ctrl-C stops all daemons and groups, also those that a killed daemon has left, and removes the "
                    + "directory."
        },
        footer = {
            "",
            "The daemons have ZooKeeper peers on free ports of this machine; -D engine=directory has them share a "
                    + "directory instead.",
            "",
            "Examples:",
            "  mosha demo",
            "  mosha demo --seconds 30 -D placement=random"
        })
final class DemoVerb implements Callable<Integer> {
    private static final String TOP_OF_SCREEN = "\u001b[H\u001b[J";
    private static final Duration REDRAW = Duration.ofSeconds(1);

    private final Place place;
    private final Backend backend;
    private Optional<Duration> limit = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Mixin
    private final CommonOptions options;

    DemoVerb(Place place, Backend backend) {
        this.place = place;
        this.backend = backend;
        this.options = new CommonOptions(place);
    }

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "End so many seconds after all three daemons were up. Default: run until Ctrl-C.")
    void seconds(int seconds) {
        if (seconds < 1) {
            throw new ParameterException(spec.commandLine(), "Bad --seconds '" + seconds + "': expected 1 or more");
        }
        limit = Optional.of(Duration.ofSeconds(seconds));
    }

    @Override
    public Integer call() throws Failure {
        DemoCluster cluster = new DemoCluster(
                place.home().resolve("bin/mosha"),
                backend.leftovers(),
                spec.commandLine().getErr());
        if (!backend.signals().take(cluster::end)) {
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::end, "mosha-demo-end"));
        }
        try {
            DemoView view = new DemoView(cluster.start(options.overrides()));
            show(cluster, view);
        } finally {
            cluster.end();
        }
        return cluster.end() ? 0 : Failure.REFUSED;
    }

    private void show(DemoCluster cluster, DemoView view) {
        PrintWriter out = spec.commandLine().getOut();
        long begin = System.nanoTime();
        boolean told = false;
        while (!cluster.isEnded() && !isOver(begin) && !out.checkError()) {
            List<DemoView.Daemon> daemons = cluster.nodes().stream()
                    .map(node -> new DemoView.Daemon(node.number(), node.daemon()))
                    .toList();
            Optional<DemoEye.Sight> sight = cluster.look();
            if (cluster.isEnded()) {
                return;
            }
            if (place.terminal()) {
                out.print(TOP_OF_SCREEN + view.screen(daemons, sight, System.currentTimeMillis()));
            } else {
                out.print((told ? "" : view.intro(daemons)) + view.changes(daemons, sight, LocalTime.now()));
            }
            told = true;
            out.flush();
            cluster.pause(REDRAW);
        }
    }

    private boolean isOver(long begin) {
        return limit.filter(most -> System.nanoTime() - begin >= most.toNanos()).isPresent();
    }
}
