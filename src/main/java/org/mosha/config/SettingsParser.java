package org.mosha.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosha.model.FencingPolicy;
import org.mosha.model.NodeId;
import org.mosha.model.PlacementMethod;

/** Reads the settings: first the lines, then each setting by its type, then what several have to do with each other. */
final class SettingsParser {
    private static final Duration SHORTEST_SESSION = Duration.ofMillis(100);
    private static final int RESPAWN_MOST = 1_000_000;

    private final SettingsSource source;
    private final JmxSettingsParser jmx;
    private final Path home;

    SettingsParser(String file, Path home) {
        this.source = new SettingsSource(file);
        this.jmx = new JmxSettingsParser(source, home);
        this.home = home;
    }

    Parsed<Settings> parse(String text, Map<String, String> overrides) {
        source.collect(text, overrides);
        Settings settings = settings();
        together(settings);
        jmx.together(settings.jmx());
        return new Parsed<>(settings, source.problems());
    }

    private Settings settings() {
        Path varDir = path(Setting.VAR_DIR).orElse(home.resolve("var"));
        Optional<Path> mfsbase = path(Setting.MFSBASE);
        Settings.Engine engine =
                source.value(Setting.ENGINE, text -> SettingKinds.word(Settings.Engine.values(), text));
        return new Settings(
                home,
                mfsbase.orElse(varDir.resolve("mfs")),
                mfsbase.isPresent(),
                path(Setting.HPCBASE),
                source.optional(Setting.MYNODE, Numbers::node),
                source.value(Setting.VARPATH, SettingKinds::relative),
                source.value(Setting.TIMEOUT, SettingKinds::seconds),
                source.optional(Setting.MWHOIS, Optional::of),
                source.optional(Setting.STOMITH, SettingKinds::stomith),
                source.value(Setting.STOMITH_TIMEOUT, SettingKinds::seconds),
                path(Setting.FENCE_DIR).orElse(home.resolve("etc/fence")),
                source.value(Setting.CYCLETIME, SettingKinds::seconds),
                source.value(Setting.BALANCE, text -> Numbers.decimal(text).filter(n -> n > 0)),
                engine,
                source.value(Setting.NODES, SettingKinds::nodes),
                source.value(Setting.GROUPS, text -> SettingKinds.word(Settings.Groups.values(), text)),
                ratio(engine),
                source.value(Setting.FENCING, text -> SettingKinds.word(FencingPolicy.values(), text)),
                source.value(Setting.SESSION_TIMEOUT, SettingsParser::session),
                source.optional(Setting.ZOOKEEPER_CONNECT, SettingKinds::ensemble),
                path(Setting.TLS_DIR).orElse(home.resolve("etc/tls")),
                path(Setting.SECRET_FILE).orElse(home.resolve("etc/secret")),
                source.value(Setting.INSECURE, SettingKinds::bool),
                source.value(Setting.PLACEMENT, text -> SettingKinds.word(PlacementMethod.values(), text)),
                varDir,
                jmx.settings(),
                source.value(Setting.RESPAWN_LIMIT, text -> Numbers.whole(text, 0, RESPAWN_MOST)),
                source.value(Setting.RESPAWN_WINDOW, SettingKinds::seconds),
                source.value(Setting.RESPAWN_PAUSE, SettingKinds::seconds),
                source.value(Setting.CONTAINMENT, text -> SettingKinds.word(Settings.Containment.values(), text)),
                path(Setting.WATCHDOG));
    }

    private Optional<Path> path(Setting setting) {
        return source.optional(setting, text -> SettingKinds.path(home, text));
    }

    /** With ZooKeeper the majority of its peers decides already, so the rule of the remembered nodes is for who asks. */
    private double ratio(Settings.Engine engine) {
        double ratio =
                source.value(Setting.QUORUM_RATIO, text -> Numbers.decimal(text).filter(n -> n <= 1));
        return engine == Settings.Engine.ZOOKEEPER && !source.isWritten(Setting.QUORUM_RATIO) ? 0 : ratio;
    }

    private static Optional<Duration> session(String text) {
        return SettingKinds.millis(text).filter(d -> d.compareTo(SHORTEST_SESSION) >= 0);
    }

    private void together(Settings settings) {
        Optional<NodeId> me = settings.mynode();
        if (me.isPresent() && !settings.nodes().isEmpty() && !settings.nodes().containsKey(me.get())) {
            List<NodeId> known = List.copyOf(settings.nodes().keySet());
            source.error(Setting.MYNODE, "node " + me.get() + " is not one of nodes: expected one of " + known);
        }
        if (settings.engine() == Settings.Engine.ZOOKEEPER) {
            new ZooKeeperCheck(source, settings).check();
        } else if (settings.zookeeperConnect().isPresent()) {
            source.error(Setting.ZOOKEEPER_CONNECT, "nothing looks at it: expected engine=zookeeper as well");
        }
        if (settings.fencing() != FencingPolicy.LEASE && settings.stomith().isEmpty()) {
            source.warning(
                    Setting.FENCING,
                    settings.fencing() + " without a stomith command: only an operator's word can confirm a node off");
        }
    }
}
