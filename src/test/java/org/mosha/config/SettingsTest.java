package org.mosha.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosha.model.FencingPolicy;
import org.mosha.model.NodeId;
import org.mosha.model.PlacementMethod;

class SettingsTest {
    private static final Path HOME = Path.of("/opt/mosha");
    private static final String SECONDS =
            "expected seconds, or a duration such as 30s, 500ms, 2m or 1h, from 1ms to 24h";

    private static Parsed<Settings> parse(String text) {
        return Settings.parse("mosha.properties", text, Map.of(), HOME);
    }

    private static Settings clean(String text) {
        Parsed<Settings> parsed = parse(text);
        assertEquals(List.of(), parsed.problems());
        return parsed.value();
    }

    private static String problems(Parsed<Settings> parsed) {
        return parsed.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }

    private static void lineHas(String line, String expected) {
        assertEquals(expected.isEmpty() ? "" : "mosha.properties:1: " + expected, problems(parse(line)), line);
    }

    @Test
    void theDefaultsAreThoseOfTheOriginal() {
        Settings settings = clean("");

        assertEquals(Path.of("/opt/mosha/var"), settings.varDir());
        assertEquals(Path.of("/opt/mosha/var/mfs"), settings.mfsbase());
        assertFalse(settings.mfsbaseGiven());
        assertEquals(Optional.empty(), settings.hpcbase());
        assertEquals(Optional.empty(), settings.mynode());
        assertEquals("var/mosix-ha", settings.varpath());
        assertEquals(Duration.ofSeconds(60), settings.timeout());
        assertEquals(Optional.empty(), settings.mwhois());
        assertEquals(Optional.empty(), settings.stomith());
        assertEquals(Duration.ofSeconds(60), settings.stomithTimeout());
        assertEquals(Path.of("/opt/mosha/etc/fence"), settings.fenceDir());
        assertEquals(Duration.ofSeconds(1), settings.cycletime());
        assertEquals(1.5, settings.balance());
    }

    @Test
    void theDefaultsOfWhatTheOriginalDoesNotHave() {
        Settings settings = clean("");

        assertEquals(Settings.Engine.DIRECTORY, settings.engine());
        assertEquals(Map.of(), settings.nodes());
        assertEquals(0.6, settings.quorumRatio());
        assertEquals(FencingPolicy.LEASE, settings.fencing());
        assertEquals(Duration.ofMillis(2000), settings.sessionTimeout());
        assertEquals(Optional.empty(), settings.zookeeperConnect());
        assertEquals(HOME.resolve("etc/tls"), settings.tlsDir());
        assertEquals(HOME.resolve("etc/secret"), settings.secretFile());
        assertFalse(settings.insecure());
        assertEquals(PlacementMethod.RANKED, settings.placement());
        assertEquals(
                new JmxSettings(
                        OptionalInt.empty(),
                        "127.0.0.1",
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false),
                settings.jmx());
        assertEquals(5, settings.respawnLimit());
        assertEquals(Duration.ofSeconds(1), settings.respawnWindow());
        assertEquals(Duration.ofSeconds(60), settings.respawnPause());
    }

    @Test
    void everySettingCanBeSet() {
        Settings settings = parse("""
                mfsbase=/mfs
                hpcbase: /proc/hpc
                ! comment
                  # comment
                mynode = 2
                varpath=var/ha
                timeout=90
                mwhois=echo "node: 2" # all of the line
                stomith=/sbin/shoot
                stomith.timeout=5s
                fence.dir=fence
                cycletime=0.25
                balance=2
                engine=zookeeper
                nodes= 1=h1, 2=10.0.0.2 ,3=[::1]
                groups=none
                quorum.ratio=.5
                fencing=lease+stomith
                session.timeout=3s
                zookeeper.connect=a:2181,b:2181
                tls.dir=keys
                secret.file=/s
                insecure=true
                placement=random
                var.dir=run/../v
                jmx.port=9010
                jmx.host=::1
                jmx.password-file=etc/pw
                jmx.access-file=/a
                jmx.tls=true
                jmx.key-store=etc/key.p12
                jmx.key-store-password-file=etc/key.password
                jmx.trust-store=/t.p12
                jmx.trust-store-password-file=/t.password
                jmx.client-certificates=true
                respawn.limit=0
                respawn.window=500ms
                respawn.pause=2m
                containment=marks
                watchdog=/dev/watchdog1
                """).value();

        assertEquals(
                new Settings(
                        HOME,
                        Path.of("/mfs"),
                        true,
                        Optional.of(Path.of("/proc/hpc")),
                        Optional.of(new NodeId(2)),
                        "var/ha",
                        Duration.ofSeconds(90),
                        Optional.of("echo \"node: 2\" # all of the line"),
                        Optional.of("/sbin/shoot"),
                        Duration.ofSeconds(5),
                        HOME.resolve("fence"),
                        Duration.ofMillis(250),
                        2,
                        Settings.Engine.ZOOKEEPER,
                        new TreeMap<>(Map.of(
                                new NodeId(1), NodeAddress.of("h1"),
                                new NodeId(2), NodeAddress.of("10.0.0.2"),
                                new NodeId(3), NodeAddress.of("::1"))),
                        Settings.Groups.NONE,
                        0.5,
                        FencingPolicy.LEASE_AND_STOMITH,
                        Duration.ofSeconds(3),
                        Optional.of("a:2181,b:2181"),
                        HOME.resolve("keys"),
                        Path.of("/s"),
                        true,
                        PlacementMethod.RANDOM,
                        HOME.resolve("v"),
                        new JmxSettings(
                                OptionalInt.of(9010),
                                "::1",
                                Optional.of(HOME.resolve("etc/pw")),
                                Optional.of(Path.of("/a")),
                                true,
                                Optional.of(HOME.resolve("etc/key.p12")),
                                Optional.of(HOME.resolve("etc/key.password")),
                                Optional.of(Path.of("/t.p12")),
                                Optional.of(Path.of("/t.password")),
                                true),
                        0,
                        Duration.ofMillis(500),
                        Duration.ofMinutes(2),
                        Settings.Containment.MARKS,
                        Optional.of(Path.of("/dev/watchdog1"))),
                settings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mynode=0|'0'|a node number, 1 or more",
                "varpath=/var|'/var'|a relative path without ..",
                "varpath=a/../b|'a/../b'|a relative path without ..",
                "varpath=|''|a relative path without ..",
                "balance=0|'0'|a number above 0",
                "balance=NaN|'NaN'|a number above 0",
                "engine=ZooKeeper|'ZooKeeper'|directory or zookeeper",
                "nodes=1=a,1=b|'1=a,1=b'|a list such as 1=host1,2=host2",
                "nodes=a,b|'a,b'|a list such as 1=host1,2=host2",
                "nodes=1=|'1='|a list such as 1=host1,2=host2",
                "quorum.ratio=1.1|'1.1'|a number from 0 to 1",
                "fencing=none|'none'|lease, stomith or lease+stomith",
                "containment=cgroups|'cgroups'|auto, cgroup or marks",
                "insecure=yes|'yes'|true or false",
                "placement=ranked,random|'ranked,random'|ranked or random",
                "zookeeper.connect=a|'a'|host:port,host:port",
                "zookeeper.connect=a:2181,b:65536/c|'a:2181,b:65536/c'|host:port,host:port",
                "zookeeper.connect=a:0|'a:0'|host:port,host:port",
                "jmx.port=65536|'65536'|a port from 1 to 65535",
                "jmx.host=a b|'a b'|a host name or address of this machine",
                "respawn.limit=-1|'-1'|a whole number from 0 to 1000000",
                "timeout=0|'0'|seconds, or a duration such as 30s, 500ms, 2m or 1h, from 1ms to 24h",
                "session.timeout=2|'2'|milliseconds, or a duration such as 30s, 500ms, 2m or 1h, from 100ms to 24h",
            },
            quoteCharacter = '"')
    void malformedValues(String line, String quoted, String expected) {
        String key = line.substring(0, line.indexOf('='));
        Parsed<Settings> parsed = parse("\n" + line);

        assertEquals(
                Problem.error("mosha.properties", 2, "bad value " + quoted + " of " + key + ": expected " + expected),
                parsed.problems().get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shoot # a node",
                "#",
                "shoot;",
                "shoot &",
                "shoot |",
                "fence-agent:",
                "fence-agent:ipmilan",
                "fence-agent:fence_a/../b",
                "fence-agent: fence_ipmilan",
                "fence-agent:fence_ipmilan 2",
                "fence-agent:sbin/fence_x",
                "fence-agent:/"
            })
    void whatCannotBeGivenANodesNumberIsNoStomith(String text) {
        Parsed<Settings> parsed = parse("stomith=" + text);

        assertEquals(
                "mosha.properties:1: error: bad value '" + text + "' of stomith: expected a command for /bin/sh -c to"
                        + " which the node's number can be added, or fence-agent:fence_NAME",
                problems(parsed));
        assertEquals(Optional.empty(), parsed.value().stomith());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/usr/local/bin/shoot",
                "ssh console off",
                "ssh a#b off",
                "a && b || c; d",
                "fence-agent:fence_ipmilan",
                "fence-agent:/opt/fence/fence_own"
            })
    void whatCanBeGivenANodesNumberIsAStomith(String text) {
        assertEquals(Optional.of(text), clean("stomith=" + text).stomith());
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void noValueMakesASettingThrow(Setting setting) {
        for (String value : List.of("", " ", "\u0000", "é", "\uD800", "-1", "=", "1=", ",", "1e400", "x".repeat(99))) {
            Settings.parse("f", setting + "=" + value, Map.of(), HOME);
            Settings.parse("f", "", Map.of(setting.key(), value), HOME);
        }
    }

    @Test
    void badLines() {
        lineHas("timeuot=1", "error: unknown setting 'timeuot' (did you mean 'timeout'?)");
        lineHas("Jmx.Port=1", "error: unknown setting 'Jmx.Port' (did you mean 'jmx.port'?)");
        lineHas("colour=red", "error: unknown setting 'colour'");
        lineHas("timeout 60", "error: expected name=value, found 'timeout 60'");
        lineHas("=60", "error: unknown setting ''");
        lineHas("stomith=a \\", "error: a line cannot be continued on the next one");
        lineHas("stomith=a\u0000", "error: control character U+0000 in the line");
        lineHas("timeout=60 # a minute", "error: bad value '60 # a minute' of timeout: " + SECONDS);
    }

    @Test
    void allProblemsAreReportedByLineAndTheDefaultsCountThere() {
        Parsed<Settings> parsed = Settings.parse(
                "f",
                "timeout=x\ntimeout=5\ncycletime=0\nbalence=2\r\n",
                new TreeMap<>(Map.of("mynode", "two", "speed", "9")),
                HOME);

        assertEquals("""
                f:1: error: bad value 'x' of timeout: %1$s
                f:2: error: timeout set twice: line 1 has it
                f:3: error: bad value '0' of cycletime: %1$s
                f:4: error: unknown setting 'balence' (did you mean 'balance'?)
                -D:0: error: unknown setting 'speed'
                -D:0: error: bad value 'two' of mynode: expected a node number, 1 or more""".formatted(SECONDS), problems(parsed));
        assertEquals(Duration.ofSeconds(60), parsed.value().timeout());
    }

    @Test
    void theCommandLineCountsOverTheFile() {
        Parsed<Settings> parsed = Settings.parse(
                "f",
                "timeout=5\nhpcbase=/a\nvar.dir=/v\n",
                Map.of("timeout", " 7 ", "hpcbase", "", "mfsbase", "m"),
                HOME);

        assertEquals("", problems(parsed));
        assertEquals(Duration.ofSeconds(7), parsed.value().timeout());
        assertEquals(Optional.empty(), parsed.value().hpcbase());
        assertEquals(HOME.resolve("m"), parsed.value().mfsbase());
        assertTrue(parsed.value().mfsbaseGiven());
    }

    @Test
    void mfsbaseFollowsVarDir() {
        assertEquals(Path.of("/v/mfs"), clean("var.dir=/v").mfsbase());
    }

    @Test
    void settingsThatDoNotFitEachOther() {
        lineHas("mynode=3\nnodes=1=a,2=b", "error: mynode: node 3 is not one of nodes: expected one of [1, 2]");
        lineHas(
                "fencing=stomith",
                "warning: fencing: stomith without a stomith command: only an operator's word can confirm a node off");
        lineHas("fencing=stomith\nstomith=shoot", "");
        lineHas("mynode=2\nnodes=1=a,2=b", "");
        lineHas(
                "zookeeper.connect=a:1",
                "error: zookeeper.connect: nothing looks at it: expected engine=zookeeper as well");
    }

    @Test
    void withZooKeeperTheNodesAreKnownBeforehand() {
        String nodes = "engine=zookeeper\nnodes=1=a,2=b,3=c";
        problem(nodes, "");
        problem("engine=zookeeper", "error: nodes: not set: expected all nodes, as in 1=host1,2=host2,3=host3");
        problem("engine=zookeeper\nzookeeper.connect=a:1,b:1/c\nmynode=9", "");
        problem(
                "engine=zookeeper\nzookeeper.connect=a:1",
                "error: mynode: not set: expected this node's number, as zookeeper.connect does not tell it");
        problem(
                "engine=zookeeper\nnodes=1=a,2=b",
                "warning: nodes: of two nodes both are needed: add a third one, which may be groups=none and only vote");
        problem(
                "engine=zookeeper\nnodes=1=a:7000,2=a:7002,3=a:7010",
                "error: nodes: nodes 1 and 2 have the same host and port");
        problem(nodes + ",300=d", "error: nodes: node 300: expected numbers up to 254");
    }

    @Test
    void withZooKeeperASessionThatIsTooShortIsReported() {
        String nodes = "engine=zookeeper\nnodes=1=a,2=b,3=c\nsession.timeout=";
        problem(nodes + "400", "error: session.timeout: too short for engine=zookeeper: expected 500 ms or more");
        problem(
                nodes + "1000",
                "warning: session.timeout: at 1000 ms the loss of the leading peer may take 866 ms, while the other"
                        + " nodes' groups are stopped after 690 ms: expected 1800 ms or more");
        problem(nodes + "1800", "");
    }

    @Test
    void withZooKeeperTheMajorityIsTheQuorumUnlessARatioIsGiven() {
        assertEquals(0, clean("engine=zookeeper\nnodes=1=a").quorumRatio());
        assertEquals(0.6, clean("engine=zookeeper\nnodes=1=a\nquorum.ratio=0.6").quorumRatio());
    }

    private static void problem(String text, String problem) {
        List<String> problems = Settings.parse("f", text, Map.of(), HOME).problems().stream()
                .map(one -> one.severity() + ": " + one.text())
                .toList();
        assertEquals(problem.isEmpty() ? List.of() : List.of(problem), problems);
    }
}
