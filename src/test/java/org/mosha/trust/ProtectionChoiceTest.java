package org.mosha.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.config.Parsed;
import org.mosha.config.Settings;
import org.mosha.model.NodeId;

class ProtectionChoiceTest {
    private static final String HERE = "nodes=1=127.0.0.1:2181,2=localhost:3181,3=[::1]:4181,4=127.0.0.3";
    private static final String ABROAD = "nodes=1=127.0.0.1,2=192.0.2.7";
    private static final NodeId ONE = new NodeId(1);

    @TempDir
    Path home;

    private ProtectionChoice choice(String... settings) {
        Map<String, String> all = new TreeMap<>(Map.of("engine", "zookeeper", "mynode", "1"));
        for (String setting : settings) {
            all.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
        }
        Parsed<Settings> parsed = Settings.parse("f", "", all, home);
        assertFalse(parsed.hasErrors(), () -> parsed.problems().toString());
        return new ProtectionChoice(parsed.value());
    }

    private Protection choose(String... settings) throws TrustProblem {
        return choice(settings).choose(Optional.of(ONE), Instant.now());
    }

    private String refusal(String... settings) {
        return assertThrows(TrustProblem.class, () -> choose(settings)).getMessage();
    }

    @Test
    void severalMachinesWithNothingAreRefused() {
        String refusal = refusal(ABROAD);

        assertEquals(
                "nodes on several machines need protection: make keys (mosha tls init) or a secret (mosha tls secret), or"
                        + " set insecure=true to let anybody take over the cluster",
                refusal);
        assertEquals(refusal, refusal("nodes=1=127.0.0.1,2=no-such-host.invalid"));
    }

    @Test
    void severalMachinesWithNothingTakeTheOperatorsWordWhichIsRepeated() throws TrustProblem {
        Protection protection = choose(ABROAD, "insecure=true");

        assertEquals(new Protection.None(), protection);
        assertTrue(
                protection.warnings(Instant.now()).get(0).startsWith("neither keys nor a secret protect this cluster"));
    }

    @Test
    void oneMachineGetsASecretWhichIsMadeOnceOnly() throws TrustProblem {
        Protection.Local local = assertInstanceOf(Protection.Local.class, choose(HERE));
        assertFalse(Files.exists(local.file()));
        Protection.Shared made = local.make();

        assertEquals(made, local.make());
        assertEquals(made, choose(HERE));
        assertEquals(made, choose(ABROAD));
        assertEquals(home.resolve("etc/secret"), local.file());
    }

    @Test
    void anEnsembleOfItsOwnIsJudgedByItsHosts() throws TrustProblem {
        assertEquals(new Protection.None(), choose("zookeeper.connect=127.0.0.1:2181,[::1]:2182/part"));
        assertTrue(
                refusal("zookeeper.connect=127.0.0.1:2181,192.0.2.7:2181/part").startsWith("nodes on several"));
    }

    @Test
    void aSecretThatIsNamedMustBeThere() {
        assertEquals(
                "secret.file " + home.resolve("s")
                        + " is not there: copy it from another node, or make it: mosha tls secret",
                refusal(ABROAD, "secret.file=s", "insecure=true"));
    }

    @Test
    void keysCountOverASecretAndAreNeverDoneWithoutOnceTheyAreMade() throws TrustProblem {
        Secret.make(home.resolve("etc/secret"), false);
        new TlsDirectory(home.resolve("etc/tls")).make(new TreeMap<>(Map.of(ONE, "localhost")), 10, Optional.empty());
        assertInstanceOf(Protection.Keys.class, choose(HERE));

        Protection.Keys keys = assertInstanceOf(Protection.Keys.class, choose(ABROAD, "insecure=true"));
        assertEquals(List.of("localhost"), keys.own().certificate().hosts());
        assertInstanceOf(Protection.Local.class, choose(HERE, "secret.file=another"));
        Trees.deleteIfPossible(home.resolve("etc/tls/node1"));
        assertEquals(
                "there are no keys in " + home.resolve("etc/tls/node1")
                        + ": copy them from where they were made (mosha tls init, mosha tls add)",
                refusal(ABROAD, "insecure=true"));
    }

    @Test
    void aNamedDirectoryOfKeysMustBeThere() {
        assertTrue(refusal(HERE, "tls.dir=keys").startsWith("there are no keys in " + home.resolve("keys/node1")));
    }

    @Test
    void keysThatEndSoonAreWarnedOfAndThoseThatHaveEndedRefused() throws TrustProblem {
        Path tls = home.resolve("etc/tls");
        new TlsDirectory(tls).make(new TreeMap<>(Map.of(ONE, "localhost")), 100, Optional.empty());
        Instant now = Instant.now();
        Protection keys = choose(HERE);

        assertEquals(List.of(), keys.warnings(now));
        String warning = keys.warnings(now.plus(Duration.ofDays(75))).get(0);
        assertTrue(warning.startsWith(tls.resolve("node1/node.p12") + " ends on "), warning);
        assertTrue(warning.contains(", in 24 days: without new keys"), warning);
        assertEquals(2, keys.warnings(now.plus(Duration.ofDays(3630))).size());
        ProtectionChoice later = choice(HERE);
        TrustProblem problem =
                assertThrows(TrustProblem.class, () -> later.choose(Optional.of(ONE), now.plus(Duration.ofDays(101))));
        assertTrue(problem.getMessage().contains("node.p12 ended on "), problem.getMessage());
    }
}
