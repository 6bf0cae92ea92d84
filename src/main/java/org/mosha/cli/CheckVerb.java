package org.mosha.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mosha.config.Parsed;
import org.mosha.config.Problem;
import org.mosha.config.Settings;
import org.mosha.model.FencingPolicy;
import org.mosha.model.NodeId;
import org.mosha.trust.OpenFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code check}. */
@Command(
        name = "check",
        abbreviateSynopsis = true,
        description =
                "Check cltab, hactl, the settings and the files of keys and passwords that they name, and print every "
                        + "problem as file:line: severity: text.",
        footer = {
            "",
            "Exit codes: 0 no errors (there may be warnings), 1 errors, 2 a named file cannot be read.",
            "",
            "Examples:",
            "  mosha check",
            "  mosha check --cltab cltab.new --hactl hactl.new"
        })
final class CheckVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final CommonOptions options;

    @Option(
            names = "--cltab",
            paramLabel = "FILE",
            description = "The cltab. Default: that of this node, else etc/cltab beside bin.")
    private Path cltab;

    @Option(
            names = "--hactl",
            paramLabel = "FILE",
            description = "The hactl. Default: that of this node, else etc/hactl beside bin.")
    private Path hactl;

    private final NodeFinder nodes;

    CheckVerb(Place place, NodeFinder nodes) {
        this.nodes = nodes;
        this.options = new CommonOptions(place);
    }

    @Override
    public Integer call() throws Failure {
        Parsed<Settings> settings = options.readSettings();
        Optional<NodeId> self = nodes.find(settings.value());
        CheckedFiles files = CheckedFiles.of(settings.value(), self, options.place(), named(cltab), named(hactl));
        List<Problem> problems = new ArrayList<>(StartCheck.problems(settings, self, options.settingPlaces()));
        problems.addAll(files.problems());
        OpenFiles.among(files.paths())
                .forEach(path -> problems.add(Problem.warning(path.toString(), 0, OpenFiles.TEXT)));
        problems.forEach(spec.commandLine().getOut()::println);
        if (settings.value().engine() == Settings.Engine.ZOOKEEPER && !settings.hasErrors()) {
            spec.commandLine().getErr().println("mosha: " + bounds(settings.value()));
        }
        long errors = problems.stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .count();
        spec.commandLine().getErr().println(summary(files, errors, problems.size() - errors));
        return errors == 0 ? 0 : Failure.REFUSED;
    }

    private static String bounds(Settings settings) {
        String bounds = settings.zookeeperConnect().isPresent()
                ? settings.times().boundsOfExternal()
                : settings.times().bounds();
        return bounds + shot(settings);
    }

    /** What a fencing policy adds to the time until groups may start elsewhere. */
    private static String shot(Settings settings) {
        if (settings.fencing() == FencingPolicy.LEASE) {
            return "";
        }
        String confirmed = "; with fencing=" + settings.fencing() + " never before it is confirmed off";
        return settings.stomith().isEmpty()
                ? confirmed + " by an operator"
                : confirmed + ", for which each shot has up to "
                        + settings.stomithTimeout().toMillis() / 1000.0 + " s more";
    }

    private Optional<Path> named(Path file) {
        return Optional.ofNullable(file).map(options.place()::resolve);
    }

    private static String summary(CheckedFiles files, long errors, long warnings) {
        return "mosha: checked " + files.names() + " and the settings: " + count(errors, "error") + ", "
                + count(warnings, "warning");
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
