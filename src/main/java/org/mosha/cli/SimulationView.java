package org.mosha.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;

/** How a simulated cycle is shown to people. */
final class SimulationView {
    private SimulationView() {}

    /** What the contract's JSON says: a line on the cluster, and a line a group. */
    static String table(String json) {
        JsonObject plan = JsonParser.parseString(json).getAsJsonObject();
        Table table = new Table("GROUP", "RULE", "TELL", "WHY");
        plan.getAsJsonObject("groups").entrySet().forEach(entry -> {
            JsonObject group = entry.getValue().getAsJsonObject();
            table.line(entry.getKey(), text(group.get("rule")), text(group.get("tell")), text(group.get("why")));
        });
        return head(plan) + "\n\n" + table.format();
    }

    private static String head(JsonObject plan) {
        JsonObject quorum = plan.getAsJsonObject("quorum");
        String stomith = list(plan.getAsJsonArray("stomith"));
        return "node " + plan.get("node") + " of the nodes " + list(plan.getAsJsonArray("nodes")) + "; "
                + (quorum.get("quorate").getAsBoolean() ? "quorum" : "no quorum") + " (seen " + quorum.get("visible")
                + ", remembered " + quorum.get("remembered") + ", ratio " + quorum.get("ratio") + "); "
                + (stomith.isEmpty() ? "no STOMITH" : "STOMITH of " + stomith);
    }

    private static String list(JsonArray numbers) {
        List<String> all = new ArrayList<>();
        numbers.forEach(number -> all.add(number.getAsString()));
        return String.join(", ", all);
    }

    private static String text(JsonElement element) {
        return element.isJsonNull() ? "" : element.getAsString();
    }
}
