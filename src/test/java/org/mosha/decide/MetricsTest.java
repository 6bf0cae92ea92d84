package org.mosha.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mosha.SeedFacts;
import org.mosha.model.GroupName;
import org.mosha.model.GroupState;
import org.mosha.model.GroupStatus;
import org.mosha.model.HaStat;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;

class MetricsTest {
    @Test
    void theFixtureGivesTheOriginalsMetrics() {
        int compared = 0;
        for (Map.Entry<String, JsonElement> node :
                SeedFacts.all().getAsJsonObject("metrics").entrySet()) {
            if (node.getKey().equals("note")) {
                continue;
            }
            for (Map.Entry<String, JsonElement> group :
                    node.getValue().getAsJsonObject().entrySet()) {
                Metrics metrics = Metrics.of(
                        SeedFacts.node(node.getKey()),
                        SeedFacts.hastat().of(SeedFacts.group(group.getKey())),
                        SeedFacts.wanted().get(SeedFacts.group(group.getKey())));
                assertMetrics(group.getValue().getAsJsonObject(), metrics, "node " + node.getKey() + " " + group);
                compared++;
            }
        }
        assertEquals(11, compared);
    }

    @Test
    void theConsolidatedStatusOfTheFixtureIsTheOriginals() {
        assertEquals(SeedFacts.hastat(), HaStat.of(SeedFacts.clstats()));
    }

    @Test
    void everyDecisionRowHasTheOriginalsMetrics() {
        List<DecisionRow> rows = DecisionRow.all();
        for (DecisionRow row : rows) {
            Metrics metrics = Metrics.of(
                    row.self(), row.hastat().of(row.group()), row.wanted().get(row.group()));
            assertEquals(row.metrics(), metrics, row.text());
        }
        assertEquals(478, rows.size());
    }

    @Test
    void agreesWithASlowOracleOnRandomClusters() {
        Random random = new Random(20260102);
        int conflicts = 0;
        for (int run = 0; run < 400; run++) {
            List<Said> said = randomCluster(random);
            SortedMap<GroupName, Runlevel> wanted = randomHactl(random);
            HaStat hastat = hastat(said);
            for (int g = 0; g < 6; g++) {
                GroupName group = new GroupName("g" + g);
                NodeId self = new NodeId(1 + random.nextInt(4));
                Metrics metrics = Metrics.of(self, hastat.of(group), wanted.get(group));
                assertEquals(slow(group, self, said, wanted), metrics, "run " + run + ": " + said);
                conflicts += metrics.inconflict() ? 1 : 0;
            }
        }
        assertTrue(conflicts > 100, "only " + conflicts + " conflicts were tried");
    }

    private record Said(GroupName group, NodeId node, String level, String state) {}

    /** Looks at every line that any node said, once for each metric. */
    private static Metrics slow(GroupName group, NodeId self, List<Said> said, Map<GroupName, Runlevel> wanted) {
        List<Said> about = said.stream().filter(s -> s.group().equals(group)).toList();
        List<Said> mine = about.stream().filter(s -> s.node().equals(self)).toList();
        String level = wanted.containsKey(group) ? wanted.get(group).value() : null;
        return new Metrics(
                about.stream().anyMatch(s -> true),
                mine.stream().anyMatch(s -> true),
                (int) about.stream().map(Said::node).distinct().count(),
                !mine.isEmpty() && about.stream().anyMatch(s -> !s.node().equals(self)),
                mine.stream().anyMatch(s -> (s.level() + "/" + s.state()).equals("plan/DONE")),
                mine.stream().anyMatch(s -> (s.level() + "/" + s.state()).matches("test/(PASSED|DONE)")),
                mine.stream().anyMatch(s -> (s.level() + "/" + s.state()).equals("test/FAILED")),
                mine.stream().anyMatch(s -> !s.state().matches("DONE|PASSED|FAILED")),
                level != null && mine.stream().anyMatch(s -> !s.level().equals(level)),
                level != null && !level.equals("stop") && about.isEmpty(),
                level == null && !mine.isEmpty());
    }

    private static List<Said> randomCluster(Random random) {
        String[] levels = {"plan", "test", "start", "2", "stop"};
        List<Said> said = new ArrayList<>();
        for (int g = 0; g < 6; g++) {
            for (int n = 1; n <= 4; n++) {
                if (random.nextInt(3) == 0) {
                    GroupState[] states = GroupState.values();
                    said.add(new Said(
                            new GroupName("g" + g),
                            new NodeId(n),
                            levels[random.nextInt(levels.length)],
                            random.nextInt(20) == 0 ? "RUNNING" : states[random.nextInt(states.length)].name()));
                }
            }
        }
        return said;
    }

    private static SortedMap<GroupName, Runlevel> randomHactl(Random random) {
        String[] levels = {"start", "2", "stop", "test"};
        SortedMap<GroupName, Runlevel> wanted = new TreeMap<>();
        for (int g = 0; g < 6; g++) {
            if (random.nextInt(4) > 0) {
                wanted.put(new GroupName("g" + g), new Runlevel(levels[random.nextInt(levels.length)]));
            }
        }
        return wanted;
    }

    private static HaStat hastat(List<Said> said) {
        SortedMap<GroupName, SortedMap<NodeId, GroupStatus>> groups = new TreeMap<>();
        said.forEach(s -> groups.computeIfAbsent(s.group(), g -> new TreeMap<>())
                .put(s.node(), new GroupStatus(new Runlevel(s.level()), s.state())));
        return new HaStat(groups);
    }

    /** A metric that the facts do not name is false; intransition was not asserted. */
    private static void assertMetrics(JsonObject facts, Metrics metrics, String where) {
        for (RecordComponent metric : Metrics.class.getRecordComponents()) {
            if (metric.getName().equals("intransition")) {
                continue;
            }
            int expected =
                    facts.has(metric.getName()) ? facts.get(metric.getName()).getAsInt() : 0;
            assertEquals(expected, number(metrics, metric), where + " " + metric.getName());
        }
    }

    private static int number(Metrics metrics, RecordComponent metric) {
        try {
            Object value = metric.getAccessor().invoke(metrics);
            return value instanceof Boolean flag ? (flag ? 1 : 0) : (Integer) value;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
