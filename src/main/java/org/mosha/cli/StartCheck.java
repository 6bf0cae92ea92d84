package org.mosha.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosha.config.JmxSettings;
import org.mosha.config.Parsed;
import org.mosha.config.Problem;
import org.mosha.config.Setting;
import org.mosha.config.SettingPlaces;
import org.mosha.config.Settings;
import org.mosha.jmx.remote.RemoteJmx;
import org.mosha.model.NodeId;
import org.mosha.trust.ProtectionChoice;
import org.mosha.trust.TrustProblem;

/** Whether a daemon would start with the settings and with the files of keys and passwords that they name. */
final class StartCheck {
    private StartCheck() {}

    /** Everything that would keep a daemon from starting, or will soon. */
    static List<Problem> problems(Parsed<Settings> settings, Optional<NodeId> self, SettingPlaces places) {
        List<Problem> problems = new ArrayList<>(settings.problems());
        if (!settings.hasErrors()) {
            if (self.isEmpty()) {
                // nothing is wrong where the files are only looked at, before they go to a node
                problems.add(places.at(
                        Setting.MYNODE,
                        Problem.Severity.WARNING,
                        "which node this is, neither mynode nor mwhois nor nodes tells"
                                + " here: a daemon would not start"));
            }
            problems.addAll(protection(settings.value(), self, places));
            problems.addAll(remoteJmx(settings.value(), places));
        }
        return problems;
    }

    /** Fails where the next daemon would not start: whoever stops one for that would have none. */
    static void require(CommonOptions options, NodeFinder nodes, PrintWriter err) throws Failure {
        Parsed<Settings> settings = options.readSettings();
        Optional<NodeId> self = settings.hasErrors() ? Optional.empty() : nodes.find(settings.value());
        List<Problem> problems = problems(settings, self, options.settingPlaces());
        boolean errors = problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
        if (errors || self.isEmpty()) {
            problems.forEach(err::println);
            throw new Failure(
                    Failure.REFUSED, "not restarted: the settings have errors; a daemon that runs is left alone");
        }
    }

    /** What would keep a daemon on a network from starting, or will soon. */
    private static List<Problem> protection(Settings settings, Optional<NodeId> self, SettingPlaces places) {
        if (settings.engine() != Settings.Engine.ZOOKEEPER) {
            return List.of();
        }
        Map<Setting, Path> files =
                Map.of(Setting.TLS_DIR, settings.tlsDir(), Setting.SECRET_FILE, settings.secretFile());
        Instant now = Instant.now();
        try {
            return new ProtectionChoice(settings)
                    .choose(self, now).warnings(now).stream()
                            .map(text -> places.of(files, Setting.ENGINE, Problem.Severity.WARNING, text))
                            .toList();
        } catch (TrustProblem e) {
            return List.of(places.of(files, Setting.ENGINE, Problem.Severity.ERROR, e.getMessage()));
        }
    }

    /** What would keep a daemon from opening remote JMX, and so from starting. */
    private static List<Problem> remoteJmx(Settings settings, SettingPlaces places) {
        if (settings.jmx().port().isEmpty()) {
            return List.of();
        }
        Map<Setting, Path> files = named(settings.jmx());
        try {
            return RemoteJmx.check(settings.jmx()).stream()
                    .map(text -> places.of(files, Setting.JMX_PORT, Problem.Severity.WARNING, text))
                    .toList();
        } catch (IOException e) {
            return List.of(places.of(files, Setting.JMX_PORT, Problem.Severity.ERROR, e.getMessage()));
        }
    }

    private static Map<Setting, Path> named(JmxSettings jmx) {
        Map<Setting, Path> files = new EnumMap<>(Setting.class);
        jmx.passwordFile().ifPresent(path -> files.put(Setting.JMX_PASSWORD_FILE, path));
        jmx.accessFile().ifPresent(path -> files.put(Setting.JMX_ACCESS_FILE, path));
        jmx.keyStore().ifPresent(path -> files.put(Setting.JMX_KEY_STORE, path));
        jmx.keyStorePasswordFile().ifPresent(path -> files.put(Setting.JMX_KEY_STORE_PASSWORD_FILE, path));
        jmx.trustStore().ifPresent(path -> files.put(Setting.JMX_TRUST_STORE, path));
        jmx.trustStorePasswordFile().ifPresent(path -> files.put(Setting.JMX_TRUST_STORE_PASSWORD_FILE, path));
        return files;
    }
}
