package org.mosha.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoshaCommandTest {
    @TempDir
    Path home;

    private final List<Launch> launches = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "start",
                "stop",
                "restart",
                "force-reload",
                "status",
                "check",
                "groups",
                "nodes",
                "why",
                "set",
                "halt",
                "resume",
                "history",
                "quorum",
                "stomith",
                "simulate",
                "passwd",
                "demo",
                "node",
                "tls"
            })
    void everyVerbDescribesItselfWithoutADaemon(String verb) {
        Outcome option = Outcome.of(home, verb, "--help");
        Outcome help = Outcome.of(home, "help", verb);
        assertEquals(0, option.exitCode(), option.err());
        assertTrue(option.out().startsWith("Usage: mosha " + verb + " [OPTIONS]"), option.out());
        assertTrue(option.out().contains("-D   name=value"), option.out());
        assertTrue(option.out().contains("mosha " + verb), option.out());
        assertEquals("", option.err());
        assertEquals(option, help);
    }

    @Test
    void helpListsTheVerbsAndHidesWhatIsNotForUsers() {
        Outcome help = Outcome.of(home, "--help");
        assertEquals(0, help.exitCode());
        assertTrue(help.out().contains("force-reload  "), help.out());
        assertFalse(help.out().contains("rehearse"), help.out());
    }

    @Test
    void helpDescribesWhatIsBelowAVerb() {
        assertEquals(Outcome.of(home, "tls", "init", "--help"), Outcome.of(home, "help", "tls", "init"));
        assertEquals(Outcome.of(home, "help", "config"), Outcome.of(home, "help", "config", "log"));
    }

    @Test
    void helpHasDotsBehindWhatThereMayBeSeveralOf() {
        String help = Outcome.of(home, "help", "tls", "add").out();
        assertTrue(help.startsWith("Usage: mosha tls add [OPTIONS] NODE HOST...\n"), help);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "groups"})
    void helpDoesNotBreakTheNamesOfFiles(String verb) {
        String help = Outcome.of(home, "help", verb).out();
        assertTrue(help.contains(" etc/mosha.properties "), help);
        assertTrue(help.contains(" /etc/mosha/mosha.properties, whichever exists.\n"), help);
    }

    @Test
    void helpBracketsAnArgumentThatMayBeLeftOut() {
        String help = Outcome.of(home, "help", "config").out();
        assertTrue(help.startsWith("Usage: mosha config [OPTIONS] WHAT [N]\n"), help);
    }

    @ParameterizedTest
    @CsvSource({
        "grups,mosha: Unknown verb 'grups' (did you mean 'groups'?) (see 'mosha help')",
        "help bogus,mosha: Unknown verb 'bogus' (see 'mosha help')",
        "help tls ini,mosha tls: Unknown verb 'ini' (did you mean 'init'?) (see 'mosha help tls')",
        "config log -n 0,mosha config: Bad --count '0': expected 1 or more (see 'mosha help config')",
        "quorum --reset 0,mosha quorum: Bad --reset '0': expected 1 or more (see 'mosha help quorum')",
        "quorum --reset x,mosha quorum: Invalid value for option '--reset': 'x' is not a whole number (see 'mosha help quorum')",
        "history -n x,mosha history: Invalid value for option '--count': 'x' is not a whole number (see 'mosha help history')",
        "bogus,mosha: Unknown verb 'bogus' (see 'mosha help')",
        "node ad 4,mosha node: Unknown verb 'ad' (did you mean 'add'?) (see 'mosha help node')",
        "groups --jso,mosha groups: Unknown option: '--jso' (did you mean '--json'?) (see 'mosha help groups')",
        "tls --config x init,mosha tls: Option '--config' belongs behind 'init' (see 'mosha help tls')",
        "node -D mynode=2 add 4,mosha node: Option '-D' belongs behind 'add' (see 'mosha help node')",
        "set a b c,mosha set: Unexpected argument 'c' (see 'mosha help set')"
    })
    void aMistypedWordIsAnsweredWithTheNearest(String line, String expected) {
        assertEquals(expected + "\n", Outcome.of(home, line.split(" ")).err());
    }

    @Test
    void theVersionIsTold() {
        Outcome version = Outcome.of(home, "--version");
        assertEquals(0, version.exitCode());
        assertTrue(version.out().startsWith("mosha "), version.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bogus",
                "groups --bogus",
                "groups bogus",
                "start --bogus",
                "why",
                "set web",
                "stop --timeout soon",
                "stop --timeout 0",
                "halt --group web --cluster",
                "stomith 2",
                "stomith 2 --confirm",
                "stomith x --yes",
                "history -n x",
                "history -n 0",
                "config show x",
                "config show",
                "run -D novalue",
                "groups --url nonsense",
                "groups --user admin",
                "check --cltab missing",
                "simulate --node x",
                "demo --seconds 0",
                "simulate --node 0",
                "simulate --mfsbase missing",
                "simulate --hpcbase missing",
                "simulate --url service:jmx:x --node 1",
                "run --config missing",
                "tls",
                "tls bogus",
                "node",
                "node bogus 4",
                "node add",
                "node remove",
                "node remove 4 --timeout 0",
                "tls init",
                "tls init --days 0 -D nodes=1=localhost",
                "tls add 4",
                "tls add four host4",
                "tls add 0 host4"
            })
    void aWrongCommandLineIsOneLineAndExitCode2(String line) {
        Outcome outcome = Outcome.of(home, line.isEmpty() ? new String[0] : line.split(" "));
        assertEquals(2, outcome.exitCode());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().startsWith("mosha"), outcome.err());
        assertEquals(line.startsWith("start") ? "mosha-start 2\n" : "", outcome.out());
    }

    @Test
    void aWrongCommandLineIsToldInPlainWords() {
        assertEquals(
                "mosha halt: Either --group or --cluster, not both (see 'mosha help halt')\n",
                Outcome.of(home, "halt", "--cluster", "--group", "web").err());
        assertEquals(
                "mosha groups: Value for option '-D' (name=value) should be in KEY=VALUE format but was foo"
                        + " (see 'mosha help groups')\n",
                Outcome.of(home, "groups", "-D", "foo").err());
    }

    /** It may mean another daemon, or other files, than would be taken without it. */
    @ParameterizedTest
    @CsvSource({
        "check, 1",
        "groups, 2",
        "why web, 2",
        "stop, 2",
        "restart, 2",
        "force-reload, 2",
        "simulate, 2",
        "simulate --node 1, 2",
        "tls show, 2",
        "tls secret, 2",
        "passwd alice --delete, 2",
        "status, 4"
    })
    void aWrongOverrideIsToldInTheSameWordsByAllVerbs(String verb, int exitCode) throws IOException {
        Files.createDirectories(home.resolve("etc"));
        Files.writeString(home.resolve("etc/cltab"), "");
        Files.writeString(home.resolve("etc/hactl"), "");
        Outcome outcome = Outcome.of(home, (verb + " -D bogus=1 -D balance=all").split(" "));
        assertEquals(exitCode, outcome.exitCode());
        String all = outcome.out() + outcome.err();
        assertTrue(all.contains("-D:0: error: unknown setting 'bogus'"), all);
        boolean lists = verb.equals("check");
        assertEquals(
                !lists,
                outcome.err().startsWith("mosha: -D:0: ") && outcome.err().endsWith(" (and 1 more)\n"),
                all);
    }

    @Test
    void aVerbThatNeedsADaemonSaysThatThereIsNone() {
        Outcome outcome = Outcome.of(home, "groups");
        assertEquals(new Outcome(1, "", "mosha: not running (no " + home.resolve("var/mosha.pid") + ")\n"), outcome);
    }

    @Test
    void noFilesAreTakenForAClusterThatIsInTheEnsemble() {
        String line = "mosha: with engine=zookeeper the cluster is in the ensemble: start the daemon, or name the files"
                + " with --mfsbase\n";
        String[] settings = {"-D", "engine=zookeeper", "-D", "nodes=1=localhost", "-D", "mynode=1"};
        Outcome outcome = Outcome.of(
                home, Stream.concat(Stream.of("simulate"), Stream.of(settings)).toArray(String[]::new));
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.err().endsWith(line), outcome.err());
        // those that are named are; the simulator of this test takes nothing
        String[] named = {"simulate", "--mfsbase", home.toString()};
        AssertionError reached = assertThrows(
                AssertionError.class,
                () -> Outcome.of(
                        home,
                        Stream.concat(Stream.of(named), Stream.of(settings)).toArray(String[]::new)));
        assertEquals("nothing was to be simulated", reached.getMessage());
    }

    @Test
    void forceReloadOfAStoppedDaemonHasTheExitCodeOfLsb() {
        assertEquals(7, Outcome.of(home, "force-reload").exitCode());
    }

    @Test
    void debugShowsWhereItFailed() {
        Outcome outcome = Outcome.of(home, "groups", "--debug");
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.err().contains("\tat org.mosha.cli."), outcome.err());
    }

    @Test
    void runTakesTheOverridesAndLeavesTheDaemonInTheForeground() {
        assertEquals(0, launch(0, "run", "-D", "mynode=2", "-Dstomith=fence -n 3=x", "-D", "mynode=3"));
        assertEquals(
                List.of(new Launch(
                        Optional.empty(), Map.of("mynode", "3", "stomith", "fence -n 3=x"), home, false, false)),
                launches);
    }

    @Test
    void runMayEndWithItsInput() {
        assertEquals(0, launch(0, "run", "--while-input"));
        assertEquals(List.of(new Launch(Optional.empty(), Map.of(), home, false, true)), launches);
    }

    @Test
    void theSettingsFileIsTheNamedOneElseTheOneAtHome() throws Exception {
        Path named = Files.createFile(home.resolve("named"));
        Path own = Files.createFile(Files.createDirectory(home.resolve("etc")).resolve("mosha.properties"));
        launch(0, "run", "--config", "named");
        launch(0, "run");
        assertEquals(
                List.of(Optional.of(named), Optional.of(own)),
                launches.stream().map(Launch::configFile).toList());
    }

    @Test
    void theExitCodeOfTheDaemonIsThatOfTheVerb() {
        assertEquals(1, launch(1, "run"));
    }

    @Test
    void startAndRestartLaunchADetachedDaemon() {
        launch(0, "start");
        launch(0, "restart", "--timeout", "5");
        assertEquals(
                List.of(true, true), launches.stream().map(Launch::detached).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "restart, timeot=5, unknown setting 'timeot'",
        "restart, jmx.password-file=missing, jmx.password-file",
        "stop --for-restart, timeot=5, unknown setting 'timeot'"
    })
    void nothingIsStoppedForADaemonThatCouldNotStart(String verb, String line, String problem) throws Exception {
        Path bad = Files.writeString(home.resolve("bad"), "jmx.port=9010\n" + line + "\n");
        String[] args = (verb + " --config " + bad).split(" ");
        Outcome outcome = Outcome.of(home, launch -> launches.add(launch) ? 0 : 1, args);
        assertEquals(1, outcome.exitCode());
        assertEquals(verb.equals("restart") ? "mosha-start 1\n" : "", outcome.out(), "it has not even looked for one");
        assertTrue(outcome.err().contains("error: ") && outcome.err().contains(problem), outcome::err);
        assertTrue(outcome.err()
                .endsWith("mosha: not restarted: the settings have errors; a daemon that runs is left alone\n"));
        assertEquals(List.of(), launches);
    }

    @Test
    void theLauncherIsToldWhenADetachedDaemonFails() {
        assertEquals("mosha-start 1\n", Outcome.of(home, launch -> 1, "start").out());
        assertEquals("", Outcome.of(home, launch -> 1, "run").out());
    }

    private int launch(int exitCode, String... args) {
        DaemonRunner runner = launch -> {
            launches.add(launch);
            return exitCode;
        };
        return Outcome.of(home, runner, args).exitCode();
    }
}
