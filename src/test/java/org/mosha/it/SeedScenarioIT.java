package org.mosha.it;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.SeedFacts;
import org.mosha.SeedFixture;

/** The scenario of three nodes that the original's own test of its monitor plays, with what it asserts. */
@Tag(Places.CLUSTER)
class SeedScenarioIT {
    private static final JsonObject FACTS = SeedFacts.all().getAsJsonObject("monitor_three_nodes");

    @TempDir
    Path dir;

    @Test
    void threeNodesDoWhatTheOriginalsDo() throws Exception {
        SeedFixture.in(dir);
        try (ClusterUnderTest cluster = new ClusterUnderTest(dir, 3).withHpc()) {
            cluster.node(3).hactl(lines(FACTS.getAsJsonObject("hactl")));
            cluster.start();
            holds(cluster, FACTS.getAsJsonArray("somewhere"));

            cluster.forget();
            cluster.node(3).hactl(lines(FACTS.getAsJsonObject("then_hactl")));
            holds(cluster, FACTS.getAsJsonArray("somewhere_then"));
            cluster.awaitOn("del", "start DONE");

            cluster.forget();
            Files.writeString(
                    cluster.node(3).hactl(),
                    String.join("\n", lines(FACTS.getAsJsonObject("then_hactl_appended"))) + "\n",
                    StandardOpenOption.APPEND);
            holds(cluster, FACTS.getAsJsonArray("somewhere_at_last"));
            cluster.awaitOn("foo", "start DONE");
            cluster.awaitOn("del", "start DONE");
        }
    }

    private static void holds(ClusterUnderTest cluster, JsonArray facts) {
        for (JsonElement fact : facts) {
            JsonArray words = fact.getAsJsonArray();
            String group = words.get(0).getAsString();
            String level = words.get(1).getAsString();
            if (words.size() == 2) {
                cluster.awaitNowhere(cluster.numbers(), group);
            } else {
                String state = words.get(2).getAsString();
                Await.until(
                        group + " was at " + level + " " + state + " somewhere",
                        () -> cluster.cameTo(group, level, state));
            }
        }
    }

    private static String[] lines(JsonObject hactl) {
        List<String> lines = hactl.entrySet().stream()
                .map(line -> line.getKey() + " " + line.getValue().getAsString())
                .toList();
        return lines.toArray(String[]::new);
    }
}
