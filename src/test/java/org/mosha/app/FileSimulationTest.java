package org.mosha.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosha.SeedFacts;
import org.mosha.SeedFixture;
import org.mosha.cli.Simulator.Simulated;
import org.mosha.config.Settings;

class FileSimulationTest {
    private static final Set<String> METRICS = Set.of(
            "isactive",
            "islocal",
            "instances",
            "inconflict",
            "planned",
            "passed",
            "failed",
            "intransition",
            "chlevel",
            "needplan",
            "deleted");

    @TempDir
    Path dir;

    private SeedFixture fixture;

    @BeforeEach
    void layOut() throws IOException {
        fixture = SeedFixture.in(dir);
    }

    @Test
    void theFixtureGivesTheContractsJson() throws IOException {
        JsonObject plan = plan(1);
        assertEquals(1, plan.get("node").getAsInt());
        assertEquals("[1,2,3]", plan.get("nodes").toString());
        assertEquals(
                JsonParser.parseString("{\"quorate\":true,\"visible\":3,\"remembered\":3,\"ratio\":0.6}"),
                plan.get("quorum"));
        assertEquals("[2]", plan.get("stomith").toString());
        assertEquals(Set.of("node", "nodes", "quorum", "stomith", "groups"), plan.keySet());
        groups(plan).forEach((name, group) -> {
            assertEquals(Set.of("metrics", "rule", "tell", "why"), group.keySet(), name);
            assertEquals(METRICS, group.getAsJsonObject("metrics").keySet(), name);
            assertFalse(group.get("why").getAsString().isBlank(), name);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void theMetricsOfTheFixtureAreTheOriginals(int node) throws IOException {
        Map<String, JsonObject> groups = groups(plan(node));
        JsonObject facts = SeedFacts.all().getAsJsonObject("metrics").getAsJsonObject(Integer.toString(node));
        assertFalse(facts.keySet().isEmpty());
        for (String name : facts.keySet()) {
            JsonObject expected = facts.getAsJsonObject(name);
            JsonObject metrics = groups.get(name).getAsJsonObject("metrics");
            for (String metric : METRICS) {
                int value = metric.equals("instances")
                        ? metrics.get(metric).getAsInt()
                        : metrics.get(metric).getAsBoolean() ? 1 : 0;
                if (expected.has(metric) || !metric.equals("intransition")) {
                    assertEquals(
                            expected.has(metric) ? expected.get(metric).getAsInt() : 0, value, name + " " + metric);
                }
            }
        }
    }

    @Test
    void theDecisionsOnTheFixtureAreTheOriginals() throws IOException {
        assertEquals(
                Map.of(
                        "bad", "FAILED stop",
                        "bar", "CONFLICT stop",
                        "baz", "NONE",
                        "del", "DELETED stop",
                        "foo", "NONE",
                        "new", "NEEDPLAN plan",
                        "pln", "PLANNED test"),
                told(plan(1)));
        Map<String, String> two = told(plan(2));
        assertEquals("CONFLICT", two.get("bar"), "it is at level stop there already");
        assertEquals("PASSED start", two.get("baz"));
        assertEquals("NEEDPLAN plan", two.get("new"));
        assertEquals("NEEDPLAN plan", told(plan(3)).get("new"));
    }

    @Test
    void aFreshStatusIsNotShotAndAnEmptyHpcbaseLeavesItToTheHeartbeats() throws IOException {
        Files.setLastModifiedTime(fixture.file(2, "clstat"), FileTime.fromMillis(System.currentTimeMillis()));
        assertEquals("[]", plan(1).get("stomith").toString());
        JsonObject plan = JsonParser.parseString(
                        simulate(Map.of("hpcbase", "", "mynode", "1")).json())
                .getAsJsonObject();
        assertEquals("[1,2]", plan.get("nodes").toString());
        assertEquals(2, plan.getAsJsonObject("quorum").get("visible").getAsInt());
    }

    @Test
    void aNodeWithADamagedStatusPossiblyRunsWhatItsGoodLinesDoNotName() throws IOException {
        String good = Files.readString(fixture.file(2, "clstat"));
        Files.writeString(fixture.file(2, "clstat"), good + "Cluster::Init::Group ne");
        Simulated simulated = simulate(Map.of("mynode", "1"));
        assertEquals(1, simulated.warnings().size(), simulated.warnings().toString());
        assertTrue(
                simulated.warnings().get(0).contains("line 4 has no line end"),
                simulated.warnings().get(0));
        Map<String, String> told = told(JsonParser.parseString(simulated.json()).getAsJsonObject());
        assertEquals("NEEDPLAN", told.get("new"));
        assertEquals("CONFLICT stop", told.get("bar"));
        JsonObject group = groups(plan(1)).get("new");
        assertEquals(
                "possibly on node 2, whose clstat is damaged", group.get("why").getAsString());
    }

    @Test
    void aClaimOfAnotherNodeIsHeeded() throws IOException {
        Path claims = Files.createDirectories(fixture.mfsbase().resolve("claims"));
        Files.createFile(claims.resolve("new@7@2@life"));
        Files.createFile(claims.resolve("pln@3"));
        JsonObject group = groups(plan(1)).get("new");
        assertTrue(group.get("tell").isJsonNull());
        assertTrue(group.get("why").getAsString().startsWith("claimed by node 2"), group.toString());
        assertEquals("PLANNED test", told(plan(1)).get("pln"));
    }

    @Test
    void theClaimOfTheNodesOwnLifeIsItsOwn() throws IOException {
        Path claims = Files.createDirectories(fixture.mfsbase().resolve("claims"));
        Files.createFile(claims.resolve("bar@7@1@life"));
        assertEquals("CONFLICT stop", told(plan(1)).get("bar"));
        Files.writeString(fixture.file(1, "mosha.node"), "host=h\npid=1\nincarnation=life\nheartbeat=1\n");
        assertEquals("CONFLICT", told(plan(1)).get("bar"));
    }

    @Test
    void whatADeadDaemonHasSaidAndClaimedDoesNotCountForTheNextOne() throws IOException {
        Path claims = Files.createDirectories(fixture.mfsbase().resolve("claims"));
        Files.createFile(claims.resolve("foo@7@1@life"));
        Files.writeString(fixture.file(1, "mosha.node"), "host=h\npid=1\nincarnation=life\nheartbeat=1\n");
        Files.writeString(fixture.file(1, "clstat"), "Cluster::Init::Group foo start DONE\n");
        Files.delete(fixture.file(2, "clstat"));
        Files.deleteIfExists(fixture.file(3, "clstat"));
        assertEquals("NONE", told(plan(1)).get("foo"));

        Simulated next = simulate(Map.of("mynode", "1"), true);
        assertEquals(
                "NEEDPLAN plan",
                told(JsonParser.parseString(next.json()).getAsJsonObject()).get("foo"));
        assertTrue(next.warnings().get(0).startsWith("the daemon of node 1 is dead, and its clstat ("));
    }

    @Test
    void aFileWithErrorsIsNotTaken() throws IOException {
        Files.writeString(fixture.file(2, "hactl"), "we?b start\n");
        Files.setLastModifiedTime(fixture.file(2, "hactl"), FileTime.fromMillis(System.currentTimeMillis() + 2_000));
        Simulated simulated = simulate(Map.of("mynode", "1"));
        assertTrue(simulated.warnings().get(0).startsWith("the hactl of node 2 has errors and is not taken"));
        assertEquals("NEEDPLAN plan", told(plan(1)).get("new"));
    }

    @Test
    void withoutACltabEachGroupCanBeRun() throws IOException {
        assertEquals("NEEDPLAN plan", told(plan(1)).get("new"));
        Files.writeString(fixture.file(1, "cltab"), "foo:foo1:start:wait:true\n");
        assertEquals("NEEDPLAN", told(plan(1)).get("new"));
        Files.delete(fixture.file(1, "cltab"));
        assertEquals("NEEDPLAN plan", told(plan(1)).get("new"));
        assertEquals(
                List.of("no cltab on any node that is up: each group counts as one that can be run"),
                simulate(Map.of("mynode", "1")).warnings());
    }

    @Test
    void aNodeOrADirectoryThatIsNotThereIsOneSentence() {
        String node = assertThrows(IOException.class, () -> plan(7)).getMessage();
        assertEquals("no node 7 in " + fixture.mfsbase() + "; there are: 1, 2, 3", node);
        for (String setting : List.of("mfsbase", "hpcbase")) {
            Map<String, String> wrong =
                    Map.of("mynode", "1", setting, dir.resolve("none").toString());
            String sentence =
                    assertThrows(IOException.class, () -> simulate(wrong)).getMessage();
            assertTrue(sentence.contains(dir.resolve("none").toString()), sentence);
        }
    }

    @Test
    void nothingIsWritten() throws IOException {
        Map<String, String> before = listing();
        plan(1);
        plan(2);
        plan(3);
        assertEquals(before, listing());
    }

    private Map<String, String> listing() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(dir)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                String size = Files.isDirectory(path) ? "directory" : Long.toString(Files.size(path));
                all.put(
                        path.toString(),
                        size + " " + Files.getLastModifiedTime(path) + " " + Files.getAttribute(path, "unix:ctime"));
            }
        }
        return all;
    }

    private JsonObject plan(int node) throws IOException {
        return JsonParser.parseString(
                        simulate(Map.of("mynode", Integer.toString(node))).json())
                .getAsJsonObject();
    }

    private Simulated simulate(Map<String, String> overrides) throws IOException {
        return simulate(overrides, false);
    }

    private Simulated simulate(Map<String, String> overrides, boolean dead) throws IOException {
        Map<String, String> all = new HashMap<>();
        all.put("mfsbase", fixture.mfsbase().toString());
        all.put("hpcbase", fixture.hpcbase().toString());
        all.putAll(overrides);
        return FileSimulation.of(Settings.parse("settings", "", all, dir).value(), dead);
    }

    private static Map<String, JsonObject> groups(JsonObject plan) {
        Map<String, JsonObject> groups = new TreeMap<>();
        for (Map.Entry<String, JsonElement> group :
                plan.getAsJsonObject("groups").entrySet()) {
            groups.put(group.getKey(), group.getValue().getAsJsonObject());
        }
        return groups;
    }

    private static Map<String, String> told(JsonObject plan) {
        Map<String, String> told = new TreeMap<>();
        groups(plan).forEach((name, group) -> {
            JsonElement tell = group.get("tell");
            told.put(name, group.get("rule").getAsString() + (tell.isJsonNull() ? "" : " " + tell.getAsString()));
        });
        return told;
    }
}
