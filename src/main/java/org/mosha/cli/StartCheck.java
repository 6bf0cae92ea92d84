package org.mosha.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosha.config.Parsed;
import org.mosha.config.Problem;
import org.mosha.config.Settings;
import org.mosha.jmx.remote.RemoteJmx;
import org.mosha.model.NodeId;
import org.mosha.trust.ProtectionChoice;
import org.mosha.trust.TrustProblem;

/** Whether a daemon would start with the settings and with the files of keys and passwords that they name. */
final class StartCheck {
    private StartCheck() {}

    /** Everything that would keep a daemon from starting, or will soon. */
    static List<Problem> problems(Parsed<Settings> settings, Optional<NodeId> self, String file) {
        List<Problem> problems = new ArrayList<>(settings.problems());
        if (!settings.hasErrors()) {
            if (self.isEmpty()) {
                // nothing is wrong where the files are only looked at, before they go to a node
                problems.add(Problem.warning(
                        file,
                        0,
                        "which node this is, neither mynode nor mwhois nor nodes tells"
                                + " here: a daemon would not start"));
            }
            problems.addAll(protection(settings.value(), self, file));
            problems.addAll(remoteJmx(settings.value(), file));
        }
        return problems;
    }

    /** Fails where the next daemon would not start: whoever stops one for that would have none. */
    static void require(CommonOptions options, NodeFinder nodes, PrintWriter err) throws Failure {
        Parsed<Settings> settings = options.readSettings();
        Optional<NodeId> self = settings.hasErrors() ? Optional.empty() : nodes.find(settings.value());
        List<Problem> problems = problems(settings, self, options.settingsName());
        boolean errors = problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
        if (errors || self.isEmpty()) {
            problems.forEach(err::println);
            throw new Failure(
                    Failure.REFUSED, "not restarted: the settings have errors; a daemon that runs is left alone");
        }
    }

    /** What would keep a daemon on a network from starting, or will soon. */
    private static List<Problem> protection(Settings settings, Optional<NodeId> self, String file) {
        if (settings.engine() != Settings.Engine.ZOOKEEPER) {
            return List.of();
        }
        Instant now = Instant.now();
        try {
            return new ProtectionChoice(settings)
                    .choose(self, now).warnings(now).stream()
                            .map(warning -> Problem.warning(file, 0, warning))
                            .toList();
        } catch (TrustProblem e) {
            return List.of(Problem.error(file, 0, e.getMessage()));
        }
    }

    /** What would keep a daemon from opening remote JMX, and so from starting. */
    private static List<Problem> remoteJmx(Settings settings, String file) {
        if (settings.jmx().port().isEmpty()) {
            return List.of();
        }
        try {
            return RemoteJmx.check(settings.jmx()).stream()
                    .map(warning -> Problem.warning(file, 0, warning))
                    .toList();
        } catch (IOException e) {
            return List.of(Problem.error(file, 0, e.getMessage()));
        }
    }
}
